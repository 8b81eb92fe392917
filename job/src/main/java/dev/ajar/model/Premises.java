package dev.ajar.model;

import java.io.Serializable;
import java.util.Set;

/**
 * What the configuration says that settings do not.
 *
 * @param defaults what a null {@code allowBlobPublicAccess} means
 * @param ownTenants tenants that are own or the platform's, lower case
 */
public record Premises(SwitchDefaults defaults, Set<String> ownTenants) implements Serializable {}

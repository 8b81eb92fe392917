package dev.ajar.config;

import java.io.Serializable;
import java.util.List;

/**
 * The section {@code known}: who is who.
 *
 * @param tenants Entra tenants
 * @param principals object ids, application ids or user principal names
 * @param networks address ranges
 * @param agents words in user agents
 */
public record Known(
    List<Named> tenants, List<Named> principals, List<Named> networks, List<Named> agents)
    implements Serializable {
  public static final Known NOBODY = new Known(List.of(), List.of(), List.of(), List.of());

  /**
   * One of them.
   *
   * @param match the tenant or principal id, the CIDR, or the text that a user agent contains
   * @param name what to call it; null if not given
   * @param relation own, vendor, partner, platform, known-scanner or unknown
   */
  public record Named(String match, String name, String relation) implements Serializable {}
}

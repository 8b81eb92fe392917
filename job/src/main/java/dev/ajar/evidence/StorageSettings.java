package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the settings of accounts and containers out of ARM's properties, in the canonical spelling
 * of {@link Settings}: bodies of requests and responses, ARM lists, az, PowerShell, Resource Graph.
 */
public final class StorageSettings {
  /** The settings of an account that bear on reach. */
  public static final List<String> OF_ACCOUNT =
      List.of(
          Settings.ALLOW_BLOB_PUBLIC_ACCESS,
          Settings.PUBLIC_NETWORK_ACCESS,
          Settings.NETWORK_ACLS,
          Settings.ALLOW_SHARED_KEY_ACCESS);

  private static final List<String> NETWORK_WORDS =
      List.of("Enabled", "Disabled", "SecuredByPerimeter");

  private StorageSettings() {}

  /**
   * What {@code properties} say of one of {@link #OF_ACCOUNT}.
   *
   * @param whole whether they are the resource as it is, so that a missing list of network rules is
   *     an empty one; in a request it is one that the request does not speak of
   */
  public static Said ofAccount(JsonNode properties, String setting, boolean whole) {
    JsonNode node =
        setting.equals(Settings.NETWORK_ACLS)
            ? JsonFields.field(properties, setting, "networkRuleSet")
            : JsonFields.field(properties, setting);
    if (node.isMissingNode()) {
      return Said.ABSENT;
    }
    if (node.isNull()) {
      return Said.NULL;
    }
    return switch (setting) {
      case Settings.NETWORK_ACLS -> networkAcls(node, whole);
      case Settings.PUBLIC_NETWORK_ACCESS -> word(node, NETWORK_WORDS);
      default -> flag(node);
    };
  }

  /** What {@code properties} say of a container's level. */
  public static Said level(JsonNode properties) {
    JsonNode node = JsonFields.field(properties, Settings.PUBLIC_ACCESS);
    if (node.isMissingNode()) {
      return Said.ABSENT;
    }
    if (node.isNull()) {
      return Said.NULL;
    }
    return node.isTextual() ? level(node.textValue()) : Said.UNREADABLE;
  }

  /** The level that a word means: ARM's, the data plane's, PowerShell's or an inventory's. */
  public static Said level(String word) {
    return switch (word.trim().toLowerCase(Locale.ROOT)) {
      case "", "none", "off", "private", "false", "null" -> Said.value("none");
      case "blob" -> Said.value("blob");
      case "container" -> Said.value("container");
      default -> Said.UNREADABLE;
    };
  }

  private static Said flag(JsonNode node) {
    if (node.isBoolean()) {
      return Said.value(Boolean.toString(node.booleanValue()));
    }
    return word(node, List.of("true", "false"));
  }

  private static Said word(JsonNode node, List<String> words) {
    if (!node.isTextual()) {
      return Said.UNREADABLE;
    }
    for (String word : words) {
      if (word.equalsIgnoreCase(node.textValue().trim())) {
        return Said.value(word);
      }
    }
    return Said.UNREADABLE;
  }

  /** {@code Allow}, or {@code Deny} and the rules, sorted (see {@link Settings#NETWORK_ACLS}). */
  private static Said networkAcls(JsonNode acls, boolean whole) {
    if (!acls.isObject()) {
      return Said.UNREADABLE;
    }
    Said action = word(JsonFields.field(acls, "defaultAction"), List.of("Allow", "Deny"));
    if (!action.hasValue() || action.value().equals("Allow")) {
      return action;
    }
    TreeSet<String> rules = new TreeSet<>();
    boolean read =
        addRules(rules, "ip:", JsonFields.field(acls, "ipRules"), whole)
            && addRules(rules, "ip:", JsonFields.field(acls, "ipv6Rules"), true)
            && addRules(rules, "vnet:", JsonFields.field(acls, "virtualNetworkRules"), whole)
            && addRules(rules, "resource:", JsonFields.field(acls, "resourceAccessRules"), true);
    if (!read) {
      return Said.UNREADABLE;
    }
    List<String> words = new ArrayList<>(List.of("Deny"));
    words.addAll(rules);
    return Said.value(String.join(" ", words));
  }

  private static boolean addRules(
      Set<String> rules, String kind, JsonNode list, boolean mayBeMissing) {
    if (list.isMissingNode() || list.isNull()) {
      return mayBeMissing;
    }
    if (!list.isArray()) {
      return false;
    }
    for (JsonNode rule : list) {
      String text = rule.isTextual() ? JsonFields.text(rule) : rule(kind, rule);
      if (text == null || text.chars().anyMatch(Character::isWhitespace)) {
        return false;
      }
      rules.add(kind + text.toLowerCase(Locale.ROOT));
    }
    return true;
  }

  private static String rule(String kind, JsonNode rule) {
    if (!kind.equals("resource:")) {
      return JsonFields.text(rule, "value", "ipAddressOrRange", "id", "virtualNetworkResourceId");
    }
    String resource = JsonFields.text(rule, "resourceId");
    String tenant = JsonFields.text(rule, "tenantId");
    if (resource == null) {
      return null;
    }
    return (tenant == null ? "" : tenant) + (resource.startsWith("/") ? "" : "/") + resource;
  }
}

package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a diagnostic setting sends where, in the canonical spelling of {@link
 * dev.ajar.model.Settings#DIAGNOSTIC_SETTING}; several destinations are sorted and joined by
 * commas.
 */
public final class DiagnosticCategories {
  /** The value of a setting that sends no storage category, or does not exist. */
  public static final String OFF = "off";

  private static final List<String> CATEGORIES =
      List.of("StorageDelete", "StorageRead", "StorageWrite");
  private static final List<String> GROUPS = List.of("audit", "allLogs");
  private static final List<String> DESTINATIONS =
      List.of(
          "storageAccountId",
          "workspaceId",
          "eventHubAuthorizationRuleId",
          "serviceBusRuleId",
          "marketplacePartnerId");

  private DiagnosticCategories() {}

  /**
   * What the setting's properties say. The whole setting is written at once, so one without {@code
   * logs} sends none.
   */
  public static Said read(JsonNode properties) {
    if (properties == null || !properties.isObject()) {
      return Said.UNREADABLE;
    }
    JsonNode logs = JsonFields.field(properties, "logs");
    if (!logs.isMissingNode() && !logs.isNull() && !logs.isArray()) {
      return Said.UNREADABLE;
    }
    TreeSet<String> sent = new TreeSet<>();
    for (JsonNode log : logs) {
      JsonNode enabled = JsonFields.field(log, "enabled");
      String flag = JsonFields.text(enabled);
      if (!log.isObject() || flag == null || !isFlag(flag)) {
        return Said.UNREADABLE;
      }
      if (flag.equalsIgnoreCase("true")) {
        add(sent, JsonFields.text(log, "category"), JsonFields.text(log, "categoryGroup"));
      }
    }
    return Said.value(
        sent.isEmpty() ? OFF : String.join(",", sent) + ">" + destinations(properties));
  }

  private static boolean isFlag(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static void add(Set<String> sent, String category, String group) {
    for (String known : CATEGORIES) {
      if (known.equalsIgnoreCase(category)) {
        sent.add(known);
      }
    }
    for (String known : GROUPS) {
      if (known.equalsIgnoreCase(group)) {
        sent.addAll(CATEGORIES);
      }
    }
  }

  private static String destinations(JsonNode properties) {
    TreeSet<String> found = new TreeSet<>();
    for (String name : DESTINATIONS) {
      String id = JsonFields.text(properties, name);
      if (id != null) {
        found.add(id.trim().toLowerCase(Locale.ROOT));
      }
    }
    return String.join(",", found);
  }
}

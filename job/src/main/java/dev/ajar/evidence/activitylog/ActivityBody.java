package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.DiagnosticCategories;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.RoleAssignmentValue;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.StorageSettings;
import dev.ajar.model.Settings;
import dev.ajar.tables.Activities;
import dev.ajar.tables.RowList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What the body of a request or response says of settings (inputs: a JSON string, whole or a delta,
 * masked, cut off or missing).
 */
final class ActivityBody {
  /** The keys of an account; those of Kerberos open no blob. */
  private static final Set<String> KEY_LABELS = Set.of("key1", "key2", "kerb1", "kerb2");

  private ActivityBody() {}

  /**
   * The body as {@link Activities#BODY}.
   *
   * @param node the body as the record holds it: a string of JSON, or an object
   * @param kind of operation, which decides the settings looked for
   * @param response whether it is the resource as it became, not what was asked
   * @param resource the id of the resource, lower case; null where none is named
   */
  static Row read(JsonNode node, String kind, boolean response, String resource) {
    if (node.isMissingNode() || node.isNull() || isBlank(node)) {
      return RowFactory.create(Activities.ABSENT, false, RowList.of(List.of()));
    }
    JsonNode body = JsonFields.object(node);
    JsonNode properties = JsonFields.field(body, "properties");
    boolean unreadable =
        body.isMissingNode() || !(properties.isObject() || properties.isMissingNode());
    if (unreadable) {
      return RowFactory.create(Activities.UNREADABLE, false, RowList.of(List.of()));
    }
    if (body.size() == (properties.isEmpty() && properties.isObject() ? 1 : 0)) {
      return RowFactory.create(Activities.ABSENT, false, RowList.of(List.of()));
    }
    boolean replaces =
        !JsonFields.field(body, "location").isMissingNode()
            || !JsonFields.field(body, "sku").isMissingNode();
    return RowFactory.create(
        Activities.READ,
        replaces,
        RowList.of(claims(body, properties, kind, response || replaces, resource)));
  }

  private static List<Row> claims(
      JsonNode body, JsonNode properties, String kind, boolean whole, String resource) {
    List<Row> claims = new ArrayList<>();
    switch (kind) {
      case Activities.ACCOUNT_WRITE -> {
        for (String setting : StorageSettings.OF_ACCOUNT) {
          add(claims, setting, StorageSettings.ofAccount(properties, setting, whole));
        }
      }
      case Activities.CONTAINER_WRITE ->
          add(claims, Settings.PUBLIC_ACCESS, StorageSettings.level(properties));
      case Activities.DIAGNOSTIC_WRITE ->
          add(claims, Settings.DIAGNOSTIC_SETTING, DiagnosticCategories.read(properties));
      case Activities.ROLE_WRITE, Activities.ROLE_DELETE -> {
        String scope = RoleAssignmentValue.scope(properties, resource);
        if (scope != null
            && RoleAssignmentValue.principal(properties) != null
            && RoleAssignmentValue.role(properties) != null) {
          String value = RoleAssignmentValue.of(properties, scope);
          claims.add(RowFactory.create(Settings.ROLE_ASSIGNMENT, value));
        }
      }
      case Activities.KEY_REGENERATE -> {
        String label = JsonFields.text(body, "keyName");
        if (label != null && KEY_LABELS.contains(label.toLowerCase(Locale.ROOT))) {
          claims.add(RowFactory.create(Settings.KEY_CREATION_TIME, label.toLowerCase(Locale.ROOT)));
        }
      }
      default -> {}
    }
    return claims;
  }

  /** A setting that is named as null is named, and its value is not known. */
  private static void add(List<Row> claims, String setting, Said said) {
    if (said.state() != Said.State.ABSENT) {
      claims.add(RowFactory.create(setting, said.value()));
    }
  }

  private static boolean isBlank(JsonNode node) {
    return node.isTextual() && node.textValue().isBlank();
  }
}

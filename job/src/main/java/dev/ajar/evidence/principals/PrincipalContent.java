package dev.ajar.evidence.principals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.CanonicalJson;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.Basis;
import dev.ajar.model.Principal;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.Locale;

/**
 * The principals of one file (inputs.md §8).
 *
 * <p>What an element is, Graph says in {@code @odata.type} only in lists of several types, and the
 * old directory API in {@code objectType}; else the properties tell that only one type has. An
 * application is none: logs name its service principal, which has another object id.
 */
final class PrincipalContent implements SnapshotContent {
  private static final String GRAPH = "#microsoft.graph.";
  private static final String[] OF_APPLICATIONS = {"requiredResourceAccess", "publisherDomain"};
  private static final String[] OF_GROUPS = {"securityEnabled", "mailEnabled", "groupTypes"};
  private static final String[] OWNER = {"appOwnerOrganizationId", "appOwnerTenantId"};

  private final EvidenceFile file;
  private final TakenAt taken;

  /** The content of {@code file}; {@code taken} is null where nobody says when it was taken. */
  PrincipalContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String type = type(element);
    if (type == null || type.equals(OUTSIDE)) {
      return type == null ? "is neither a user nor a service principal nor a group" : OUTSIDE;
    }
    String item = CanonicalJson.guid(JsonFields.text(element, "id", "objectId"));
    if (item == null) {
      return "names no object id";
    }
    CanonicalJson value =
        new CanonicalJson()
            .text("type", type)
            .text("displayName", JsonFields.text(element, "displayName"))
            .text("appId", lower(JsonFields.text(element, "appId")))
            .text("ownerTenant", lower(JsonFields.text(element, OWNER)))
            .text("upn", JsonFields.text(element, "userPrincipalName"))
            .text("userType", lower(JsonFields.text(element, "userType")));
    ObservationRow row =
        taken == null
            ? ObservationRow.undated(Basis.SNAPSHOT, Settings.PRINCIPAL)
            : ObservationRow.of(Basis.SNAPSHOT, Settings.PRINCIPAL, taken.ticks())
                .until(taken.untilTicks());
    out.observation(row.item(item).value(value.toString()).in(file.file(), offset));
    return null;
  }

  @Override
  public void end(PageOfList list, SnapshotSink out) {}

  /** A type of {@link Principal}, {@link #OUTSIDE}, or null if nothing tells. */
  private static String type(JsonNode element) {
    String said = JsonFields.text(element, "@odata.type", "odata.type", "objectType");
    if (said == null) {
      return told(element);
    }
    String lower = lower(said);
    return switch (lower.substring(lower.startsWith(GRAPH) ? GRAPH.length() : 0)) {
      case "user" -> Principal.USER;
      case "serviceprincipal" -> servicePrincipal(element);
      case "group" -> Principal.GROUP;
      default -> OUTSIDE;
    };
  }

  private static String told(JsonNode element) {
    if (JsonFields.text(element, "userPrincipalName") != null) {
      return Principal.USER;
    }
    if (JsonFields.text(element, "appId") != null) {
      return has(element, OF_APPLICATIONS) ? OUTSIDE : servicePrincipal(element);
    }
    return has(element, OF_GROUPS) ? Principal.GROUP : null;
  }

  private static String servicePrincipal(JsonNode element) {
    return "managedidentity".equals(lower(JsonFields.text(element, "servicePrincipalType")))
        ? Principal.MANAGED_IDENTITY
        : Principal.SERVICE_PRINCIPAL;
  }

  private static boolean has(JsonNode element, String... names) {
    return !JsonFields.field(element, names).isMissingNode();
  }

  private static String lower(String text) {
    return text == null ? null : text.trim().toLowerCase(Locale.ROOT);
  }
}

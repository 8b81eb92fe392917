package dev.ajar.evidence.roles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.CanonicalJson;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ListPageRow;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.RoleAssignmentValue;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.List;
import java.util.Locale;

/**
 * The role assignments of one file.
 *
 * <p>An assignment that is there has been there since {@code createdOn}: its role, principal and
 * scope cannot be changed, only its condition can. One that was deleted leaves nothing here
 * (inputs.md §8).
 */
final class RoleAssignmentContent implements SnapshotContent {
  private static final String TYPE = "microsoft.authorization/roleassignments";
  private static final String PROVIDER = "/providers/microsoft.authorization";
  private static final String SUBSCRIPTIONS = "subscriptions/";

  private final EvidenceFile file;
  private final TakenAt taken;
  private boolean chosen;

  RoleAssignmentContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String type = JsonFields.text(element, "type");
    if (type != null && !type.trim().toLowerCase(Locale.ROOT).equals(TYPE)) {
      return OUTSIDE;
    }
    JsonNode inner = JsonFields.field(element, "properties");
    JsonNode properties = inner.isObject() ? inner : element;
    // az and PowerShell show what their command was asked for, Resource Graph what a query left.
    chosen |= !inner.isObject() || !JsonFields.field(element, "subscriptionId").isMissingNode();
    String id = JsonFields.text(element, "id", "roleAssignmentId");
    String byId = CanonicalJson.guid(id);
    String item = byId != null ? byId : CanonicalJson.guid(JsonFields.text(element, "name"));
    if (item == null) {
      return "names no role assignment";
    }
    if (RoleAssignmentValue.principal(properties) == null) {
      return "names no principal";
    }
    if (RoleAssignmentValue.role(properties) == null) {
      return "names no role definition";
    }
    String scope = RoleAssignmentValue.scope(properties, id);
    if (scope == null) {
      return "names no scope";
    }
    String text = JsonFields.text(properties, "createdOn");
    Long created = text == null ? null : (Long) AzureTime.ticks(text);
    if (created != null && AzureTime.problem(created) != null) {
      return "createdOn: " + AzureTime.problem(created);
    }
    if (created != null && created > taken.latest()) {
      return "created after the time at which the snapshot is said to be taken";
    }
    String value = RoleAssignmentValue.of(properties, scope);
    observe(item, ResourceId.parse(scope), value, created, offset, out);
    return null;
  }

  private void observe(
      String item, ResourceId scope, String value, Long created, long offset, SnapshotSink out) {
    out.observation(
        ObservationRow.of(Basis.SNAPSHOT, Settings.ROLE_ASSIGNMENT, taken.ticks())
            .on(scope.account(), scope.container())
            .item(item)
            .value(value)
            .until(taken.untilTicks())
            .in(file.file(), offset));
    if (created != null && created <= taken.ticks()) {
      out.observation(
          ObservationRow.of(Basis.HELD, Settings.ROLE_ASSIGNMENT, created)
              .on(scope.account(), scope.container())
              .item(item)
              .value(value)
              .until(taken.ticks())
              .in(file.file(), offset));
    }
  }

  /** A list whose scope nobody names is never whole: whole of what, cannot be told. */
  @Override
  public void end(PageOfList list, SnapshotSink out) {
    if (list == null) {
      return;
    }
    String asked = asked(list.next());
    boolean filtered = list.filtered() || chosen || asked == null;
    ListPageRow page =
        new ListPageRow(
            file, taken, new PageOfList(list.marker(), list.next(), filtered, list.offset()));
    out.page(page.of(Settings.ROLE_ASSIGNMENT_LIST, asked, List.of()));
  }

  /** The scope whose assignments were asked for: as the next page's address or the path says. */
  private String asked(String next) {
    String fromPath = within(file.file());
    return fromPath != null ? fromPath : next == null ? null : within(next);
  }

  /** {@code …subscriptions/S/resourceGroups/G/providers/Microsoft.Authorization/…}; else null. */
  private static String within(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int from = lower.indexOf(SUBSCRIPTIONS);
    int to = lower.indexOf(PROVIDER, Math.max(0, from));
    return from < 0 || to < 0 ? null : RoleAssignmentValue.scope(lower.substring(from, to));
  }
}

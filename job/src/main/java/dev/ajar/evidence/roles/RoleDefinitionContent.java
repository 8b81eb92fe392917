package dev.ajar.evidence.roles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.CanonicalJson;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The role definitions of one file.
 *
 * <p>A definition may hold several permissions, each its actions without its own exceptions. Joined
 * into one, only exceptions that all of them make are kept, so that the role is never shown as
 * weaker than it is.
 */
final class RoleDefinitionContent implements SnapshotContent {
  private static final String TYPE = "microsoft.authorization/roledefinitions";
  private static final List<String> LISTS =
      List.of("actions", "dataActions", "notActions", "notDataActions");

  private final EvidenceFile file;
  private final TakenAt taken;

  RoleDefinitionContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String type = JsonFields.text(element, "type");
    if (type != null
        && type.indexOf('/') >= 0
        && !type.trim().toLowerCase(Locale.ROOT).equals(TYPE)) {
      return OUTSIDE;
    }
    String byId = CanonicalJson.guid(JsonFields.text(element, "id"));
    String item = byId != null ? byId : CanonicalJson.guid(JsonFields.text(element, "name"));
    if (item == null) {
      return "names no role definition";
    }
    JsonNode inner = JsonFields.field(element, "properties");
    JsonNode properties = inner.isObject() ? inner : element;
    JsonNode permissions = JsonFields.field(properties, "permissions");
    List<JsonNode> each = new ArrayList<>();
    if (permissions.isArray()) {
      permissions.forEach(each::add);
    } else if (JsonFields.field(properties, "actions").isArray()) {
      each.add(properties);
    }
    if (each.isEmpty() || !each.stream().allMatch(JsonNode::isObject)) {
      return "a role definition without a list of permissions";
    }
    CanonicalJson value = new CanonicalJson().text("name", name(element, properties));
    for (String list : LISTS) {
      value.words(list, joined(each, list));
    }
    out.observation(
        ObservationRow.of(Basis.SNAPSHOT, Settings.ROLE_DEFINITION, taken.ticks())
            .item(item)
            .value(value.toString())
            .until(taken.untilTicks())
            .in(file.file(), offset));
    return null;
  }

  @Override
  public void end(PageOfList list, SnapshotSink out) {}

  private static String name(JsonNode element, JsonNode properties) {
    String name = JsonFields.text(properties, "roleName");
    return name != null ? name : JsonFields.text(element, "name");
  }

  /** What is allowed by any of them; what is excepted by all of them. */
  private static Set<String> joined(List<JsonNode> permissions, String list) {
    Set<String> joined = new TreeSet<>();
    boolean first = true;
    for (JsonNode permission : permissions) {
      Set<String> words = new TreeSet<>();
      for (JsonNode word : JsonFields.field(permission, list)) {
        String text = JsonFields.text(word);
        if (text != null) {
          words.add(text.trim().toLowerCase(Locale.ROOT));
        }
      }
      if (first || !list.startsWith("not")) {
        joined.addAll(words);
      } else {
        joined.retainAll(words);
      }
      first = false;
    }
    return joined;
  }
}

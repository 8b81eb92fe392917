package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A role assignment as the value of {@link dev.ajar.model.Settings#ROLE_ASSIGNMENT}: the same from
 * a list and from the event that made it.
 */
public final class RoleAssignmentValue {
  private static final String PROVIDER = "/providers/microsoft.authorization";
  private static final String ROOT = "/";

  private RoleAssignmentValue() {}

  /** The object id of whom it is given to, lower case; null if not named. */
  public static String principal(JsonNode properties) {
    String text = JsonFields.text(properties, "principalId", "objectId");
    return text == null ? null : text.trim().toLowerCase(Locale.ROOT);
  }

  /** The GUID of the role that it gives; null if not named. */
  public static String role(JsonNode properties) {
    return CanonicalJson.guid(JsonFields.text(properties, "roleDefinitionId"));
  }

  /**
   * The scope that it holds at, else the one that its own id names; null if neither does.
   *
   * @param id the assignment's resource id; null if not known
   */
  public static String scope(JsonNode properties, String id) {
    String given = JsonFields.text(properties, "scope");
    return scope(given != null ? given : before(id));
  }

  /** One spelling: lower case, a slash before and none behind; {@code /} is the tenant's root. */
  public static String scope(String text) {
    if (text == null) {
      return null;
    }
    String lower = text.trim().toLowerCase(Locale.ROOT);
    int from = 0;
    int to = lower.length();
    while (from < to && lower.charAt(from) == '/') {
      from++;
    }
    while (to > from && lower.charAt(to - 1) == '/') {
      to--;
    }
    return ROOT + lower.substring(from, to);
  }

  /**
   * The value.
   *
   * @param properties with a principal and a role
   * @param scope as {@link #scope} gives it
   */
  public static String of(JsonNode properties, String scope) {
    return new CanonicalJson()
        .text("condition", JsonFields.text(properties, "condition"))
        .text("principalId", principal(properties))
        .text("principalType", JsonFields.text(properties, "principalType", "objectType"))
        .text("roleDefinitionId", role(properties))
        .text("scope", scope)
        .toString();
  }

  private static String before(String id) {
    int provider = id == null ? -1 : id.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDER);
    return provider < 0 ? null : id.substring(0, provider) + ROOT;
  }
}

package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.JsonFields;
import dev.ajar.model.ActorKey;

/**
 * Who made a call to ARM, from the record's own field and its token's claims.
 *
 * @param caller user principal name, else object id, else application id; null if none is there
 * @param objectId Entra object id
 * @param appId application id
 * @param tenantId tenant of the token
 */
record ActivityCaller(String caller, String objectId, String appId, String tenantId) {
  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** Reads all shapes: {@code caller} and {@code claims}, or {@code identity.claims}. */
  static ActivityCaller of(JsonNode record) {
    JsonNode claims = JsonFields.object(record, "claims", "Claims_d");
    if (claims.isMissingNode()) {
      claims = JsonFields.object(JsonFields.object(record, "identity"), "claims");
    }
    String objectId = JsonFields.text(claims, MICROSOFT + "objectidentifier", "oid");
    String appId = JsonFields.text(claims, "appid", "azp");
    String tenantId = JsonFields.text(claims, MICROSOFT + "tenantid", "tid");
    String name =
        first(
            JsonFields.text(record, "caller"),
            JsonFields.text(claims, SOAP + "upn"),
            JsonFields.text(claims, "upn"),
            JsonFields.text(claims, SOAP + "name"),
            JsonFields.text(claims, "unique_name"));
    return new ActivityCaller(first(name, objectId, appId), objectId, appId, tenantId);
  }

  /** The actor's id; null if nobody is named. */
  String actorId() {
    ActorKey key = ActorKey.oauth(objectId, appId, caller);
    return key == null ? null : key.id();
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}

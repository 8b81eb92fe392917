package dev.ajar.evidence.activitylog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.CallerAddress;
import dev.ajar.evidence.CanonicalJson;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ResourceId;
import dev.ajar.tables.Activities;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One record of the Activity Log, in any shape (inputs.md §4.1): as the REST API and az give it, as
 * a diagnostic setting exports it, or as a row of {@code AzureActivity} in Log Analytics. Its own
 * keys decide which, not its file.
 */
final class ActivityRecord {
  private static final String EVENTS = "/events/";

  private final JsonNode record;
  private final JsonNode properties;

  /**
   * Whether the record has the shape of a diagnostic export, the only one whose records cover the
   * time between them.
   */
  final boolean exported;

  /** Whether an export of another log has left the record there: it covers nothing of this one. */
  final boolean foreign;

  /** Time of the record, in ticks; meaningless while {@link #problem} is not null. */
  final long ticks;

  /** Lower case; in words where no more is known; null only if {@link #problem} is not null. */
  final String operation;

  final ResourceId scope;

  /** The record's subscription, lower case; null for records of a tenant. */
  final String subscription;

  /** One of the kinds of {@link Activities}; null if nothing wants the record. */
  final String kind;

  /** Why the record cannot be read; else null. */
  final String problem;

  private ActivityRecord(JsonNode record) {
    this.record = record;
    JsonNode inner = JsonFields.object(record, "properties", "Properties_d");
    JsonNode wrapped = JsonFields.object(inner, "eventProperties");
    this.properties = wrapped.isMissingNode() ? inner : wrapped;
    this.exported =
        JsonFields.text(record, "eventTimestamp", "TimeGenerated", "OperationNameValue") == null;
    this.foreign = isForeign();
    this.ticks =
        AzureTime.ticks(JsonFields.text(record, "eventTimestamp", "TimeGenerated", "time"));
    this.operation = findOperation();
    this.scope = ResourceId.parse(resource());
    String own = ownSubscription(JsonFields.text(record, "subscriptionId", "_SubscriptionId"));
    this.subscription = own == null ? scope.subscription() : own;
    this.kind = operation == null ? null : ActivityKind.of(operation, scope);
    this.problem = findProblem();
  }

  static ActivityRecord of(JsonNode record) {
    return new ActivityRecord(record);
  }

  /** An operation by its name; null stays null. */
  static String operation(String name) {
    return name == null ? null : name.trim().toLowerCase(Locale.ROOT);
  }

  /** The subscription that {@code subscriptionId} names; null if none: of a path, say. */
  static String ownSubscription(String id) {
    return id == null || id.contains("/") ? null : id.trim().toLowerCase(Locale.ROOT);
  }

  /** The record as {@link Activities}; only of one without a problem that something wants. */
  Row toRow(EvidenceFile file, long offset) {
    ActivityCaller caller = ActivityCaller.of(record);
    Object[] row = new Object[Activities.TABLE.columns().length()];
    set(row, Activities.AT_TICKS, ticks);
    set(row, Activities.KIND, kind);
    set(row, Activities.OPERATION, operation);
    set(row, Activities.PHASE, ActivityStatus.phase(record));
    set(row, Activities.EFFECT, ActivityStatus.effect(record, properties));
    set(row, Activities.SCOPE, scope.text());
    set(row, Activities.ACCOUNT, scope.account());
    set(row, Activities.CONTAINER, scope.container());
    set(row, Activities.ITEM, item());
    set(row, Activities.CORRELATION_ID, lower("correlationId"));
    set(row, Activities.OPERATION_ID, lower("operationId"));
    set(row, Activities.CALLER, caller.caller());
    set(row, Activities.CALLER_IP, callerIp());
    set(row, Activities.ACTOR_ID, caller.actorId());
    set(row, Activities.OBJECT_ID, caller.objectId());
    set(row, Activities.APP_ID, caller.appId());
    set(row, Activities.TENANT_ID, caller.tenantId());
    JsonNode request = JsonFields.field(properties, "requestbody");
    JsonNode response = JsonFields.field(properties, "responseBody");
    set(row, Activities.REQUEST, ActivityBody.read(request, kind, false, scope.text()));
    set(row, Activities.RESPONSE, ActivityBody.read(response, kind, true, scope.text()));
    set(row, Activities.FILE, file.file());
    set(row, Activities.OFFSET, offset);
    return RowFactory.create(row);
  }

  /** The operation by its name; by words where they are all that is known. */
  private String findOperation() {
    String name = operation(JsonFields.text(record, "OperationNameValue", "operationName"));
    if (name == null || !OperationWords.are(name)) {
      return name;
    }
    String action = operation(JsonFields.text(authorization(), "action"));
    String meant = OperationWords.meaning(name, category(), action);
    return meant == null ? name : meant;
  }

  private String category() {
    String own = JsonFields.text(properties, "eventCategory");
    return own == null ? JsonFields.text(record, "CategoryValue", "category") : own;
  }

  private boolean isForeign() {
    if (!exported || ActivityCategories.include(JsonFields.text(record, "category"))) {
      return false;
    }
    String own = JsonFields.text(properties, "eventCategory");
    return own == null || !ActivityCategories.include(own);
  }

  private String findProblem() {
    String why = AzureTime.problem(ticks);
    if (why != null) {
      return why;
    }
    if (operation == null) {
      return "no operation name";
    }
    if (OperationWords.are(operation)
        && OperationWords.mayChange(category())
        && ActivityKind.mayCoverStorage(scope)) {
      return "an operation that is named in words only";
    }
    if (kind == null) {
      return null;
    }
    if (ActivityStatus.phase(record) == null) {
      return "no status";
    }
    boolean onContainer =
        kind.equals(Activities.CONTAINER_WRITE) || kind.equals(Activities.CONTAINER_DELETE);
    if (operation.startsWith("microsoft.storage/") && scope.account() == null) {
      return "an operation on a storage account that names no account";
    }
    return onContainer && scope.container() == null
        ? "an operation on a container that names no container"
        : null;
  }

  /** Which diagnostic setting or role assignment it is about; null for operations on neither. */
  private String item() {
    return switch (kind) {
      case Activities.DIAGNOSTIC_WRITE, Activities.DIAGNOSTIC_DELETE -> scope.name();
      case Activities.ROLE_WRITE, Activities.ROLE_DELETE -> CanonicalJson.guid(scope.text());
      default -> null;
    };
  }

  /**
   * The resource: its own field, else the authorised scope, else the event's id up to the event.
   */
  private String resource() {
    String resource = JsonFields.text(record, "resourceId", "_ResourceId", "resourceUri");
    if (resource == null) {
      resource = JsonFields.text(authorization(), "scope");
    }
    if (resource == null) {
      String id = JsonFields.text(record, "id");
      int events = id == null ? -1 : id.toLowerCase(Locale.ROOT).indexOf(EVENTS);
      resource = events < 0 ? null : id.substring(0, events);
    }
    return resource;
  }

  private JsonNode authorization() {
    JsonNode authorization = JsonFields.object(record, "authorization", "Authorization_d");
    return authorization.isMissingNode()
        ? JsonFields.object(JsonFields.object(record, "identity"), "authorization")
        : authorization;
  }

  private String callerIp() {
    String address = JsonFields.text(record, "callerIpAddress");
    if (address == null) {
      JsonNode request = JsonFields.object(record, "httpRequest");
      address = JsonFields.text(request, "clientIpAddress", "clientIp");
    }
    return CallerAddress.parse(address).address();
  }

  private String lower(String field) {
    String text = JsonFields.text(record, field);
    return text == null ? null : text.trim().toLowerCase(Locale.ROOT);
  }

  private static void set(Object[] row, String column, Object value) {
    row[Activities.TABLE.columns().fieldIndex(column)] = value;
  }
}

package dev.ajar.sample;

import java.util.Locale;

/** A line of a storage resource log, in Azure's own spelling and order of fields. */
final class LogLine {
  private final String subscriptionAndGroup;

  LogLine(Tenant tenant) {
    subscriptionAndGroup =
        "/subscriptions/" + tenant.subscription + "/resourceGroups/" + tenant.resourceGroup;
  }

  /**
   * The record of {@code request}, without line end.
   *
   * @param time as {@link Stamp#iso} spells it
   */
  String text(Request request, String time, String requestId, String clientRequestId) {
    StringBuilder line = new StringBuilder(1_600);
    line.append("{ \"time\": \"").append(time).append('"');
    field(line, "resourceId", resourceId(request.account.name()));
    field(line, "category", request.category);
    field(line, "operationName", request.operation);
    field(line, "operationVersion", "2023-11-03");
    field(line, "schemaVersion", "1.0");
    line.append(", \"statusCode\": ").append(request.status);
    field(line, "statusText", request.statusText);
    // Records of the storage resource provider have neither a duration nor an address.
    if (request.caller.address() != null) {
      line.append(", \"durationMs\": ").append(request.latency);
      field(line, "callerIpAddress", address(request));
    }
    field(line, "correlationId", requestId);
    line.append(", \"identity\": ").append(request.caller.identityJson());
    field(line, "location", request.account.location());
    line.append(", \"properties\": ");
    properties(line, request, clientRequestId);
    field(line, "uri", uri(request));
    field(line, "protocol", "HTTPS");
    field(line, "resourceType", "Microsoft.Storage/storageAccounts/blobServices");
    return line.append('}').toString();
  }

  String resourceId(String account) {
    return subscriptionAndGroup
        + "/providers/Microsoft.Storage/storageAccounts/"
        + account
        + "/blobServices/default";
  }

  private static String address(Request request) {
    String address = request.caller.address();
    if (request.dfs) {
      // The dfs endpoint logs no port.
      return address;
    }
    boolean six = address.indexOf(':') >= 0;
    return (six ? "[" + address + "]" : address) + ":" + request.port;
  }

  private static void properties(StringBuilder line, Request request, String clientRequestId) {
    String account = request.account.name();
    line.append("{\"accountName\":\"").append(account).append('"');
    property(line, "userAgentHeader", request.caller.userAgent());
    property(line, "referrerHeader", request.referrer);
    property(line, "clientRequestId", clientRequestId);
    if (request.etag != null) {
      property(line, "etag", '"' + request.etag + '"');
    }
    property(line, "serviceType", "blob");
    String key = "/" + account;
    if (request.container != null) {
      key += "/" + request.container;
    }
    if (request.object != null) {
      key += "/" + request.object;
    }
    property(line, "objectKey", request.objectKey != null ? request.objectKey : key);
    property(line, "lastModifiedTime", request.modified);
    property(line, "conditionsUsed", request.conditions);
    property(line, "metricResponseType", metric(request));
    number(line, "serverLatencyMs", request.latency);
    if (request.operationCount >= 0) {
      number(line, "operationCount", request.operationCount);
    }
    number(line, "requestHeaderSize", 512);
    if (request.bytesIn > 0) {
      number(line, "requestBodySize", request.bytesIn);
      number(line, "contentLengthHeader", request.bytesIn);
    }
    number(line, "responseHeaderSize", 398);
    if (request.bytesOut > 0) {
      number(line, "responseBodySize", request.bytesOut);
    }
    if (request.rangeStart >= 0) {
      property(line, "downloadRange", "bytes=" + request.rangeStart + "-" + request.rangeEnd);
    }
    property(line, "tlsVersion", "TLS 1.2");
    line.append('}');
  }

  private static String metric(Request request) {
    if (request.succeeded()) {
      return "Success";
    }
    return request.status == 403
        ? "AuthorizationError"
        : request.status >= 500 ? "ServerBusyError" : "ClientOtherError";
  }

  private static String uri(Request request) {
    StringBuilder uri = new StringBuilder("https://").append(request.account.name());
    uri.append(request.dfs ? ".dfs.core.windows.net/" : ".blob.core.windows.net:443/");
    if (request.container != null) {
      uri.append(Tenant.encoded(request.container));
    }
    String object = request.uriObject != null ? request.uriObject : request.object;
    if (object != null) {
      uri.append('/').append(Tenant.encoded(object));
    }
    if (request.query != null) {
      uri.append('?').append(request.query);
    }
    return uri.toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    line.append(", \"").append(name).append("\": ");
    quoted(line, value);
  }

  private static void property(StringBuilder line, String name, String value) {
    if (value != null) {
      line.append(",\"").append(name).append("\":");
      quoted(line, value);
    }
  }

  private static void number(StringBuilder line, String name, long value) {
    line.append(",\"").append(name).append("\":").append(value);
  }

  /** A JSON string; what is not ASCII stays as it is. */
  static void quoted(StringBuilder line, String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < 0x20) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}

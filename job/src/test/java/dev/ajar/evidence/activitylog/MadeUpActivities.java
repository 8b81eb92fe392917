package dev.ajar.evidence.activitylog;

import dev.ajar.evidence.lines.Mutations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * Files of the Activity Log: lines of an export, calm ones like Azure's, and wild ones with all
 * that other writers may have made of them. Values are JSON; of each kind the first two are the
 * usual.
 */
final class MadeUpActivities {
  private static final String[] OPERATIONS = {
    "\"MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE\"",
    "\"MICROSOFT.RESOURCES/DEPLOYMENTS/VALIDATE/ACTION\"",
    "\"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE\"",
    "\"Microsoft.Storage/storageAccounts/blobServices/containers/delete\"",
    "\"Microsoft.Storage/storageAccounts/read\"",
    "\"Microsoft.Storage/storageAccounts/queueServices/queues/write\"",
    "\"Microsoft.Insights/diagnosticSettings/write\"",
    "\"microsoft.insights/extendedDiagnosticSettings/delete\"",
    "\"Microsoft.Authorization/roleAssignments/write\"",
    "\"Microsoft.Authorization/policies/audit/action\"",
    "\"Microsoft.Resources/subscriptions/resourceGroups/delete\"",
    "\" Microsoft.Storage/storageAccounts/listKeys/action \"",
    "\"Microsoft.Compute/disks/write \"",
    "\"Microsoft.Compute\\/disks\\/write\"",
    "\"\\u004dicrosoft.Storage/storageAccounts/write\"",
    "\"Microsoft.Storage/sig=abc/write\"",
    "\"Écrire\"",
    "\"Delete Storage Account\"",
    "\"Microsoft.Compute/écrire\"",
    "{\"value\":\"Microsoft.Compute/disks/write\",\"localizedValue\":\"Write\"}",
    "{\"Value\":\"Microsoft.Storage/storageAccounts/write\"}",
    "{}",
    "[\"a\"]",
    "\"\"",
    "\" \"",
    "\"\u2003\"",
    "null",
    "true",
    "12.50"
  };
  private static final String[] RESOURCES = {
    "\"/SUBSCRIPTIONS/SUB1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINES/V1\"",
    "\"/subscriptions/sub2/resourcegroups/rg/providers/microsoft.compute/virtualmachines/v2\"",
    "\"/SUBSCRIPTIONS/SUB1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.STORAGE/STORAGEACCOUNTS/ACME01\"",
    "\"/subscriptions/Sub1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme01"
        + "/blobServices/default/containers/Open/providers/Microsoft.Insights/diagnosticSettings/d\"",
    "\"/providers/Microsoft.Management/managementGroups/m\"",
    "\"/subscriptions/sub3\"",
    "\"/subscriptions/sub3 \"",
    "\" /subscriptions/sub4/x\"",
    "\"/subscriptions//x\"",
    "\"/subscriptions/x?sig=secret&a/resourceGroups/rg\"",
    "\"/subscriptions/" + "Ab1/".repeat(22) + "==\"",
    "\"\\/subscriptions\\/sub5\\/x\"",
    "\"/subscriptions/s\\u0075b6/x\"",
    "\"/subscriptions/süb7/x\"",
    "\"\"",
    "\" \"",
    "null",
    "1.50",
    "{\"value\":\"/subscriptions/sub8\"}",
    "[]",
    "false"
  };
  private static final String[] TIMES = {
    "\"2024-02-10T03:04:05.1234567Z\"",
    "\"2024-02-10T04:00:00.1Z\"",
    "\"2024-02-10T03:59:59Z\"",
    "\"2024-02-10T03:04:05+01:00\"",
    "\"2024-02-10 03:04:05 \"",
    "\"2/10/2024 3:04:05 AM\"",
    "\"2024-02-30T03:04:05Z\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"2024-02-10T03\\u003a04:05Z\"",
    "{\"value\":\"2024-02-10T03:04:06Z\"}",
    "\"\"",
    "null",
    "20240210",
    "true"
  };
  private static final String[] CATEGORIES = {
    "\"Administrative\"", "\"Policy\"", "\"StorageRead\"", "{\"value\":\"Policy\"}", "null"
  };
  private static final String[] PROPERTIES = {
    "{\"eventCategory\":\"Administrative\",\"entity\":\"/x\",\"n\":1}",
    "{\"eventCategory\":\"Administrative\",\"message\":\"a \\\"b\\\"\"}",
    "{\"requestbody\":\"{\\\"properties\\\":{\\\"allowBlobPublicAccess\\\":true}}\"}",
    "{\"eventProperties\":{\"statusCode\":\"Created\",\"responseBody\":{\"location\":\"x\"}}}",
    "\"{\\\"statusCode\\\":\\\"OK\\\"}\"",
    "{\"a\":[1,2.5e3,{\"b\":null}],\"c\":true,\"d\":{\"time\":\"no\"}}",
    "null",
    "{}"
  };

  /** Members that are there as well: doubles, other spellings, wrappers. */
  private static final String[] MORE = {
    "\"location\":\"global\"",
    "\"tenantId\":\"7e4a0700\"",
    "\"time\":\"2024-02-11T05:00:00Z\"",
    "\"time\":null",
    "\"Time\":\"2024-02-12T05:00:00Z\"",
    "\"eventTimestamp\":null",
    "\"eventTimestamp\":\"2024-02-13T05:00:00Z\"",
    "\"eventTimestamp\":\"\"",
    "\"eventTimestamp\":{\"value\":\"2024-02-14T05:00:00Z\"}",
    "\"event_timestamp\":\"2024-02-15T05:00:00Z\"",
    "\"EVENTTIMESTAMP\":null",
    "\"event\\u0054imestamp\":\"2024-02-16T05:00:00Z\"",
    "\"subscriptionId\":\"Sub9\"",
    "\"subscriptionId\":\" sub10 \"",
    "\"subscriptionId\":\"/subscriptions/sub11\"",
    "\"subscriptionId\":\"sig=secret\"",
    "\"subscriptionId\":\"\"",
    "\"subscriptionId\":null",
    "\"subscriptionId\":1.50",
    "\"subscriptionId\":12",
    "\"subscriptionId\":{\"value\":\"sub12\"}",
    "\"subscription_id\":\"sub13\"",
    "\"SUBSCRIPTIONID\":\"sub14\"",
    "\"subscriptionId\":\"sub15\",\"subscription_id\":\"sub16\"",
    "\"resourceId\":\"/subscriptions/sub17\"",
    "\"resourceId\":null",
    "\"resource_id\":\"/subscriptions/sub18\"",
    "\"resourceUri\":\"/subscriptions/sub19\"",
    "\"id\":\"/subscriptions/sub20/x/events/1\"",
    "\"operationName\":null",
    "\"operationName\":{\"value\":\"Microsoft.Storage/storageAccounts/write\"}",
    "\"operation_name\":\"Microsoft.Storage/storageAccounts/write\"",
    "\"OperationName\":\"Microsoft.Storage/storageAccounts/write\"",
    "\"TimeGenerated\":\"2024-02-17T05:00:00Z\"",
    "\"TimeGenerated\":null",
    "\"TimeGenerated\":\"\"",
    "\"TIMEGENERATED\":\"2024-02-18T05:00:00Z\"",
    "\"OperationNameValue\":\"MICROSOFT.COMPUTE/DISKS/WRITE\"",
    "\"OperationNameValue\":\"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE\"",
    "\"operation_name_value\":\"\"",
    "\"_ResourceId\":\"/subscriptions/sub23/x\"",
    "\"_SubscriptionId\":\"sub24\"",
    "\"value\":\"x\"",
    "\"value\":{\"a\":1}",
    "\"data\":[1,{\"time\":\"2024-02-10T03:04:05Z\"}]",
    "\"records\":[]",
    "\"x\":{\"operationName\":\"y\",\"value\":[]},\"y\":-0.25e3,\"z\":null"
  };

  private final Random random;

  MadeUpActivities(Random random) {
    this.random = random;
  }

  byte[] file(int lines) {
    boolean calm = random.nextInt(3) > 0;
    byte[] file = random.nextInt(12) == 0 ? document(lines / 10, calm) : lines(lines, calm);
    return random.nextInt(40) == 0 ? Mutations.of(file, random) : file;
  }

  private byte[] lines(int lines, boolean calm) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (random.nextInt(8) == 0) {
      file.writeBytes(bytes("\ufeff"));
    }
    for (int i = 0; i < lines; i++) {
      byte[] line = bytes(framed(calm));
      file.writeBytes(random.nextInt(calm ? 60 : 8) == 0 ? Mutations.of(line, random) : line);
      file.writeBytes(bytes(Mutations.lineEnd(i == lines - 1, random)));
    }
    return file.toByteArray();
  }

  /** An array or a page, on one line or on many. */
  private byte[] document(int records, boolean calm) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "[" : "{\"value\":[");
    boolean page = text.length() > 1;
    boolean pretty = random.nextBoolean();
    for (int i = 0; i < records; i++) {
      String record = record(calm);
      text.append(i == 0 ? "" : ",").append(pretty ? "\n  " : "");
      text.append(pretty ? record.replace(",\"", ",\n    \"") : record);
    }
    return bytes(text.append(page ? "],\"nextLink\":null}" : "]").toString());
  }

  private String framed(boolean calm) {
    String line = record(calm);
    return switch (random.nextInt(calm ? 400 : 40)) {
      case 0 -> line.replace(",\"", ", \"").replace("\":", "\" : ");
      case 1 -> "{\"records\":[" + line + "," + line + "]}";
      case 2 -> line + line;
      case 3 -> "[" + line + "]";
      case 4 -> "\"" + line.replace("\"", "\\\"") + "\"";
      case 5 -> line.replaceFirst("\\{", "{" + pick(MORE, false) + ",");
      case 6 -> line.replace("\"resourceId\":", "\"resource\\u0049d\":");
      case 7 -> line.replace("\"resourceId\":", "\"ResourceId\":");
      case 8 -> line.replace("\"operationName\":", "\"OPERATION_NAME\":");
      case 9 -> line.replace("\"time\":", "\"TIME\":");
      default -> line;
    };
  }

  private String record(boolean calm) {
    return random.nextInt(calm ? 200 : 4) == 0 ? dumped(calm) : exported(calm);
  }

  private String exported(boolean calm) {
    return "{\"time\":"
        + time(calm)
        + ",\"resourceId\":"
        + pick(RESOURCES, calm)
        + ",\"operationName\":"
        + pick(OPERATIONS, calm)
        + ",\"category\":"
        + pick(CATEGORIES, calm)
        + ",\"resultType\":\"Success\",\"resultSignature\":"
        + "\"Succeeded.Created\",\"durationMs\":"
        + (random.nextBoolean() ? "0" : "\"0\"")
        + ",\"callerIpAddress\":\"203.0.113.9\",\"correlationId\":\"c0ffee\",\"identity\":"
        + "{\"authorization\":{\"scope\":\"/subscriptions/sub21/x\"},\"claims\":{\"appid\":\"a\"}},"
        + "\"level\":\"Information\",\"properties\":"
        + pick(PROPERTIES, calm)
        + (random.nextBoolean() ? "," + pick(MORE, calm) : "")
        + "}";
  }

  private String dumped(boolean calm) {
    return "{\"authorization\":{\"scope\":\"/subscriptions/sub22/x\"},\"eventTimestamp\":"
        + time(calm)
        + ",\"operationName\":"
        + (random.nextBoolean()
            ? pick(OPERATIONS, calm)
            : "{\"value\":" + pick(OPERATIONS, calm) + ",\"localizedValue\":\"x\"}")
        + ",\"resourceId\":"
        + pick(RESOURCES, calm)
        + ",\"status\":{\"value\":\"Succeeded\"},\"subscriptionId\":\"Sub1\",\"properties\":"
        + pick(PROPERTIES, calm)
        + (random.nextBoolean() ? "," + pick(MORE, calm) : "")
        + "}";
  }

  private String time(boolean calm) {
    return random.nextInt(4) == 0
        ? pick(TIMES, calm)
        : String.format(
            Locale.ROOT,
            "\"2024-02-1%dT0%d:%02d:%02d.%07dZ\"",
            random.nextInt(2),
            random.nextInt(10),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(10_000_000));
  }

  private String pick(String[] all, boolean calm) {
    return all[calm && random.nextInt(30) > 0 ? random.nextInt(2) : random.nextInt(all.length)];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

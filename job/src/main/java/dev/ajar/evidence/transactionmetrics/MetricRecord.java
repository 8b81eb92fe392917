package dev.ajar.evidence.transactionmetrics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ResourceId;

/**
 * One exported figure, as far as it is of interest.
 *
 * @param account the account whose blob service it is of; null if nothing wants it
 * @param ticks the minute, by its first tick
 * @param requests how many requests there were; 0 or more
 * @param problem why it cannot be read; else null
 */
record MetricRecord(String account, long ticks, long requests, String problem) {
  private static final String METRIC = "Transactions";
  private static final String MINUTE = "PT1M";
  private static final String BLOB_SERVICES = "blobservices";
  private static final MetricRecord OUTSIDE = new MetricRecord(null, 0, 0, null);

  static MetricRecord of(JsonNode node) {
    String metric = JsonFields.text(node, "metricName");
    if (metric == null) {
      return wrong("names no metric");
    }
    if (!metric.equalsIgnoreCase(METRIC)) {
      return OUTSIDE;
    }
    ResourceId resource = ResourceId.parse(JsonFields.text(node, "resourceId"));
    if (resource.text() == null) {
      return wrong("names no resource");
    }
    String grain = JsonFields.text(node, "timeGrain");
    if (resource.account() == null
        || !BLOB_SERVICES.equals(resource.service())
        || resource.container() != null
        || (grain != null && !grain.equalsIgnoreCase(MINUTE))
        || !JsonFields.object(node, "dimensions", "dimension").isMissingNode()) {
      return OUTSIDE;
    }
    long ticks = AzureTime.ticks(JsonFields.text(node, "time"));
    if (!AzureTime.isTime(ticks)) {
      return wrong("time: " + AzureTime.problem(ticks));
    }
    JsonNode total = JsonFields.field(node, "total");
    // Azure writes whole numbers as 4 or as 4.0.
    if (!total.isNumber() || total.asDouble() < 0 || total.asDouble() > Integer.MAX_VALUE) {
      return wrong("total is no number of requests");
    }
    return new MetricRecord(resource.account(), ticks, total.asLong(), null);
  }

  private static MetricRecord wrong(String problem) {
    return new MetricRecord(null, 0, 0, problem);
  }
}

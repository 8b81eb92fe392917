package dev.ajar.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * One commit in the history of a Delta table, and whose it was (outputs.md, "Commit").
 *
 * @param version Delta version that it made
 * @param operation Delta's name of the operation
 * @param audit audit that wrote; null for a commit that Ajar did not make
 * @param runId run that wrote; null for a commit that Ajar did not make
 * @param number number of that run; 0 for a commit that Ajar did not make
 */
record TableCommit(long version, String operation, String audit, String runId, long number) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Operations that leave every row as it is. All others may have changed any audit's rows. */
  private static final Set<String> MAINTENANCE =
      Set.of(
          "CREATE TABLE",
          "OPTIMIZE",
          "REORG",
          "VACUUM START",
          "VACUUM END",
          "SET TBLPROPERTIES",
          "UNSET TBLPROPERTIES",
          "ADD COLUMNS",
          "CHANGE COLUMN",
          "CHANGE COLUMNS",
          "ADD CONSTRAINT",
          "DROP CONSTRAINT",
          "UPGRADE PROTOCOL",
          "ADD FEATURE",
          "DROP FEATURE",
          "COMPUTE STATS",
          "ANALYZE TABLE",
          "UPDATE COLUMN METADATA",
          "UPDATE SCHEMA",
          "SET TABLE COMMENT");

  /** What every commit of a run carries in Delta's {@code userMetadata}. */
  static String userMetadata(String audit, String runId, long number) {
    ObjectNode node = JSON.createObjectNode();
    node.put("tool", "ajar").put("audit", audit).put("run_id", runId).put("number", number);
    return node.toString();
  }

  /**
   * A commit as the history shows it.
   *
   * @param userMetadata as stored; null or anything that Ajar did not write is nobody's
   */
  static TableCommit of(long version, String operation, String userMetadata) {
    if (userMetadata != null) {
      try {
        JsonNode node = JSON.readTree(userMetadata);
        if (node != null && node.path("tool").asText("").equals("ajar")) {
          return new TableCommit(
              version,
              operation,
              node.path("audit").asText(""),
              node.path("run_id").asText(""),
              node.path("number").asLong(0));
        }
      } catch (JsonProcessingException notOurs) {
        return new TableCommit(version, operation, null, null, 0);
      }
    }
    return new TableCommit(version, operation, null, null, 0);
  }

  /** Whether it may have changed rows of {@code mine} though {@code runId} did not make it. */
  boolean mayDisturb(String mine, String run) {
    if (audit == null) {
      return !MAINTENANCE.contains(operation);
    }
    return audit.equals(mine) && !runId.equals(run);
  }

  boolean isOf(String mine, String run) {
    return mine.equals(audit) && run.equals(runId);
  }
}

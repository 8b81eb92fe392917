package dev.ajar.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema of a log line that Spark and DuckDB are told: one spelling for both. */
final class LogLineSchema {
  /** What it takes to tell who did what, when and to which object. */
  static final StructType NEEDED =
      StructType.fromDDL(
          "time TIMESTAMP, operationName STRING, statusCode BIGINT, callerIpAddress STRING,"
              + " correlationId STRING, identity STRUCT<type: STRING>, properties STRUCT<"
              + "accountName: STRING, userAgentHeader: STRING, objectKey: STRING,"
              + " responseBodySize: BIGINT>");

  /** Every field that a line of the sample may have. */
  static final StructType WHOLE =
      StructType.fromDDL(
          "time TIMESTAMP, resourceId STRING, category STRING, operationName STRING,"
              + " operationVersion STRING, schemaVersion STRING, statusCode BIGINT,"
              + " statusText STRING, durationMs BIGINT, callerIpAddress STRING,"
              + " correlationId STRING, identity STRUCT<type: STRING, tokenHash: STRING,"
              + " requester: STRUCT<appId: STRING, audience: STRING, objectId: STRING,"
              + " tenantId: STRING, tokenIssuer: STRING, upn: STRING>,"
              + " authorization: ARRAY<STRUCT<action: STRING,"
              + " principals: ARRAY<STRUCT<id: STRING, type: STRING>>, reason: STRING,"
              + " result: STRING, roleAssignmentId: STRING, roleDefinitionId: STRING,"
              + " type: STRING>>>, location STRING, properties STRUCT<accountName: STRING,"
              + " userAgentHeader: STRING, referrerHeader: STRING, clientRequestId: STRING,"
              + " etag: STRING, serviceType: STRING, objectKey: STRING,"
              + " lastModifiedTime: STRING, conditionsUsed: STRING, metricResponseType: STRING,"
              + " serverLatencyMs: BIGINT, operationCount: BIGINT, requestHeaderSize: BIGINT,"
              + " requestBodySize: BIGINT, contentLengthHeader: BIGINT,"
              + " responseHeaderSize: BIGINT, responseBodySize: BIGINT, downloadRange: STRING,"
              + " tlsVersion: STRING>, uri STRING, protocol STRING, resourceType STRING");

  private LogLineSchema() {}

  /** As DuckDB's {@code columns=} takes it. */
  static String duckDb(StructType schema) {
    List<String> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      fields.add(field.name() + ": '" + type(field.dataType()) + "'");
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private static String type(DataType type) {
    if (type instanceof StructType struct) {
      List<String> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add('"' + field.name() + "\" " + type(field.dataType()));
      }
      return "STRUCT(" + String.join(", ", fields) + ")";
    }
    if (type instanceof ArrayType array) {
      return type(array.elementType()) + "[]";
    }
    if (type.equals(DataTypes.StringType)) {
      return "VARCHAR";
    }
    return type.equals(DataTypes.TimestampType) ? "TIMESTAMP" : "BIGINT";
  }
}

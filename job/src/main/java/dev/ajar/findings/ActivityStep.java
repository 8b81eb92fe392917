package dev.ajar.findings;

import dev.ajar.tables.Activities;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * One record of an operation of the Activity Log, out of a row of {@link Activities}.
 *
 * @param fields the row's texts by column; absent where null
 * @param ticks time of the record
 * @param request what the request's body says
 * @param response what the response's body says
 * @param offset where the record begins in its file
 */
record ActivityStep(
    Map<String, String> fields, long ticks, Body request, Body response, long offset) {
  /** The place of a record: of a file's versions the one that is there comes first. */
  static final Comparator<ActivityStep> PLACE =
      Comparator.comparing((ActivityStep step) -> step.text(Activities.FILE))
          .thenComparing(
              step -> step.text(Activities.VERSION),
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingLong(ActivityStep::offset);

  /** Order of records: by time, then by what comes first in an operation, then by place. */
  static final Comparator<ActivityStep> ORDER =
      Comparator.comparingLong(ActivityStep::ticks)
          .thenComparingInt(ActivityStep::rank)
          .thenComparing(PLACE);

  private static final List<String> RANKS =
      List.of(Activities.START, Activities.MIDDLE, Activities.SUCCESS, Activities.FAILURE);

  /**
   * What a body says.
   *
   * @param state one of the states of {@link Activities}
   * @param replaces whether it has a location or a sku
   * @param claims value by setting; null where the setting is named and cannot be read
   */
  record Body(String state, boolean replaces, Map<String, String> claims) {
    boolean isRead() {
      return state.equals(Activities.READ);
    }

    boolean isAbsent() {
      return state.equals(Activities.ABSENT);
    }

    boolean names(String setting) {
      return claims.containsKey(setting);
    }

    /** The value it gives the setting; null if it names none or none that can be read. */
    String value(String setting) {
      return claims.get(setting);
    }

    static Body of(Row row) {
      Map<String, String> claims = new HashMap<>();
      for (Row claim : row.<Row>getList(row.fieldIndex(Activities.BODY_CLAIMS))) {
        claims.put(claim.getString(0), claim.getString(1));
      }
      return new Body(
          row.getAs(Activities.BODY_STATE), row.getAs(Activities.BODY_REPLACES), claims);
    }

    /** Of two copies of one body, the one that says more. */
    static Body richer(Body one, Body other) {
      return weight(one) >= weight(other) ? one : other;
    }

    private static int weight(Body body) {
      return body.isRead() ? 2 : body.isAbsent() ? 0 : 1;
    }
  }

  static ActivityStep of(Row row) {
    Map<String, String> fields = new HashMap<>();
    for (String column : row.schema().fieldNames()) {
      Object value = row.getAs(column);
      if (value instanceof String text) {
        fields.put(column, text);
      }
    }
    return new ActivityStep(
        fields,
        row.getAs(Activities.AT_TICKS),
        Body.of(row.getAs(Activities.REQUEST)),
        Body.of(row.getAs(Activities.RESPONSE)),
        row.getAs(Activities.OFFSET));
  }

  /** A text column; null where it is null. */
  String text(String column) {
    return fields.get(column);
  }

  boolean is(String phase) {
    return phase.equals(text(Activities.PHASE));
  }

  boolean isEnd() {
    return is(Activities.SUCCESS) || is(Activities.FAILURE);
  }

  /**
   * This record, with what it lacks taken from another copy of the same event. Writers cut times:
   * the later one is the less cut.
   */
  ActivityStep filledFrom(ActivityStep copy) {
    Map<String, String> filled = new HashMap<>(copy.fields);
    filled.putAll(fields);
    return new ActivityStep(
        filled,
        Math.max(ticks, copy.ticks),
        Body.richer(request, copy.request),
        Body.richer(response, copy.response),
        offset);
  }

  /** Whether both may belong to one operation: their operation ids do not differ. */
  boolean mayJoin(ActivityStep other) {
    String mine = text(Activities.OPERATION_ID);
    String theirs = other.text(Activities.OPERATION_ID);
    return mine == null || theirs == null || mine.equals(theirs);
  }

  /** Whether both name the same operation id. */
  boolean joins(ActivityStep other) {
    String mine = text(Activities.OPERATION_ID);
    return mine != null && mine.equals(other.text(Activities.OPERATION_ID));
  }

  private int rank() {
    return RANKS.indexOf(text(Activities.PHASE));
  }
}

package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;

import dev.ajar.model.Basis;
import dev.ajar.tables.Observations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@code observations of the Activity Log, of snapshots and of Resource Graph → observations}: the
 * same change from several sources is one observation, at the Activity Log's time (exposure.md §2).
 *
 * <p>The same change is: same correlation id, resource, setting and value, each record told once.
 * Where one record of either source is left and one of them does not know the value, they are the
 * same change, too. The previous value is taken over; so is the value where only Resource Graph
 * knows it, and then the evidence is its record.
 */
public final class JoinChanges {
  private static final String GROUP = "change_group";
  private static final String LOGGED = "logged";
  private static final Comparator<String> NULLS_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private JoinChanges() {}

  /**
   * All observations of both, those of one change joined.
   *
   * @param logged what the Activity Log says
   * @param read what all else says; its changes and touches are Resource Graph's
   */
  public static Dataset<Row> transform(Dataset<Row> logged, Dataset<Row> read) {
    Column changed = col(Observations.BASIS).isin(Basis.CHANGE.word(), Basis.TOUCH.word());
    Column named = changed.and(col(Observations.CORRELATION_ID).isNotNull());
    Dataset<Row> joined =
        logged
            .where(named)
            .withColumn(LOGGED, lit(true))
            .union(read.where(changed).withColumn(LOGGED, lit(false)))
            .withColumn(GROUP, group())
            .groupByKey((MapFunction<Row, String>) row -> row.getAs(GROUP), Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>) (group, rows) -> join(rows),
                Encoders.row(Observations.TABLE.columns()));
    return Observations.TABLE.conform(
        logged.where(not(named)).union(read.where(not(changed))).union(joined));
  }

  private static Column group() {
    Column alone = concat(lit("@"), col(Observations.OBSERVED_TICKS).cast("string"));
    return to_json(
        array(
            coalesce(lower(col(Observations.CORRELATION_ID)), alone),
            coalesce(col(Observations.ACCOUNT), lit("")),
            coalesce(col(Observations.CONTAINER), lit("")),
            col(Observations.SETTING),
            coalesce(col(Observations.ITEM), lit(""))));
  }

  private static Iterator<Row> join(Iterator<Row> rows) {
    List<Row> logged = new ArrayList<>();
    List<Row> graph = new ArrayList<>();
    rows.forEachRemaining(row -> (row.<Boolean>getAs(LOGGED) ? logged : graph).add(row));
    logged.sort(order());
    graph.sort(order());
    removeCopies(graph);
    List<Row> told = new ArrayList<>();
    for (Row change : List.copyOf(graph)) {
      Row same = isTouch(change) ? null : nearest(change, logged);
      if (same != null) {
        told.add(told(same, same, change));
        logged.remove(same);
        graph.remove(change);
      }
    }
    if (logged.size() == 1 && graph.size() == 1) {
      Row event = logged.get(0);
      Row change = graph.get(0);
      if (isTouch(change)) {
        graph.clear();
      } else if (isTouch(event)) {
        told.add(told(event, change, change));
        logged.clear();
        graph.clear();
      }
    }
    logged.forEach(row -> told.add(told(row, row, row)));
    graph.forEach(row -> told.add(told(row, row, row)));
    return told.iterator();
  }

  private static Comparator<Row> order() {
    return Comparator.comparingLong(JoinChanges::ticks)
        .thenComparing(JoinChanges::value, NULLS_FIRST)
        .thenComparing(JoinChanges::previous, NULLS_FIRST)
        .thenComparing(row -> row.getAs(Observations.FILE), NULLS_FIRST)
        .thenComparingLong(row -> row.<Long>getAs(Observations.OFFSET));
  }

  /** Two exports hold the same change: the one of the smaller path stays. */
  private static void removeCopies(List<Row> graph) {
    Set<List<Object>> seen = new HashSet<>();
    graph.removeIf(
        row -> !seen.add(java.util.Arrays.asList(ticks(row), value(row), previous(row))));
  }

  /** The change of the same value that is nearest in time, of two the earlier; null if none. */
  private static Row nearest(Row change, List<Row> logged) {
    return logged.stream()
        .filter(event -> !isTouch(event) && Objects.equals(value(event), value(change)))
        .min(Comparator.comparingLong(event -> Math.abs(ticks(event) - ticks(change))))
        .orElse(null);
  }

  /**
   * One observation.
   *
   * @param event says when, and by whom
   * @param valued says what the value became, and is the evidence
   * @param earlier says what it was, where {@code event} does not
   */
  private static Row told(Row event, Row valued, Row earlier) {
    Object[] values = new Object[Observations.TABLE.columns().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = event.get(i);
    }
    for (String column :
        List.of(Observations.BASIS, Observations.VALUE, Observations.FILE, Observations.OFFSET)) {
      values[index(column)] = valued.getAs(column);
    }
    if (values[index(Observations.PREVIOUS_VALUE)] == null) {
      values[index(Observations.PREVIOUS_VALUE)] = previous(earlier);
    }
    return RowFactory.create(values);
  }

  private static int index(String column) {
    return Observations.TABLE.columns().fieldIndex(column);
  }

  private static boolean isTouch(Row row) {
    return Basis.TOUCH.word().equals(row.getAs(Observations.BASIS));
  }

  private static long ticks(Row row) {
    return row.<Long>getAs(Observations.OBSERVED_TICKS);
  }

  private static String value(Row row) {
    return row.getAs(Observations.VALUE);
  }

  private static String previous(Row row) {
    return row.getAs(Observations.PREVIOUS_VALUE);
  }
}

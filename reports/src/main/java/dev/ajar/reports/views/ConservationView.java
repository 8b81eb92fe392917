package dev.ajar.reports.views;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.ajar.model.Place;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether every record of every file that was read is accounted for (exposure.md §8).
 *
 * @param kinds counts by kind of source
 * @param reasons why records were quarantined, the most frequent first
 * @param unbroken whether {@code lines = accepted + outside + duplicate + quarantined} in every
 *     file
 * @param broken files not read to their end, unreadable or unfinished
 */
public record ConservationView(
    List<Kind> kinds, Listed<Reason> reasons, boolean unbroken, Listed<Broken> broken) {
  /** Counts over the files of one kind of source. */
  public record Kind(
      String kind,
      long files,
      long bytes,
      long lines,
      long accepted,
      long outside,
      long duplicate,
      long quarantined,
      long notWhole,
      long gone) {}

  /** A reason, the records kept with it, and one of them. */
  public record Reason(String reason, long records, Place first) {}

  /** A file not read to its end. */
  public record Broken(String file, String kind, String state, String problem) {}

  /** The sum over all kinds. */
  public Kind all() {
    long[] sums = new long[9];
    for (Kind kind : kinds) {
      long[] one = {
        kind.files,
        kind.bytes,
        kind.lines,
        kind.accepted,
        kind.outside,
        kind.duplicate,
        kind.quarantined,
        kind.notWhole,
        kind.gone
      };
      for (int i = 0; i < one.length; i++) {
        sums[i] += one[i];
      }
    }
    return new Kind(
        "all", sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
  }

  /** Whether evidence of this kind was read at all. */
  public boolean has(String kind) {
    return kinds.stream().anyMatch(one -> Objects.equals(one.kind(), kind));
  }

  /** Reads the counts; at most {@code most} reasons and files are listed. */
  static ConservationView of(Dataset<Row> sources, Dataset<Row> quarantine, int most) {
    Column partial = col(Sources.STATE).isin("unreadable", "unfinished");
    Column balance =
        col(Sources.ACCEPTED)
            .plus(col(Sources.OUTSIDE))
            .plus(col(Sources.DUPLICATE))
            .plus(col(Sources.QUARANTINED));
    List<Row> rows =
        Collected.rows(
            sources
                .groupBy(col(Sources.KIND))
                .agg(
                    count(lit(1)).as("files"),
                    sum(col(Sources.BYTES)).as("bytes"),
                    sum(col(Sources.LINES)).as("lines"),
                    sum(col(Sources.ACCEPTED)).as("accepted"),
                    sum(col(Sources.OUTSIDE)).as("outside"),
                    sum(col(Sources.DUPLICATE)).as("duplicate"),
                    sum(col(Sources.QUARANTINED)).as("quarantined"),
                    count_if(partial).as("not_whole"),
                    count_if(col(Sources.GONE_AT).isNotNull()).as("gone"),
                    count_if(col(Sources.LINES).eqNullSafe(balance)).as("balanced"))
                .orderBy(col(Sources.KIND)));
    boolean unbroken =
        rows.stream()
            .allMatch(row -> Collected.count(row, "files") == Collected.count(row, "balanced"));
    return new ConservationView(
        rows.stream().map(ConservationView::kind).toList(),
        reasons(quarantine, most),
        unbroken,
        broken(sources.where(partial), most));
  }

  private static Kind kind(Row row) {
    return new Kind(
        Collected.text(row, Sources.KIND),
        Collected.count(row, "files"),
        Collected.count(row, "bytes"),
        Collected.count(row, "lines"),
        Collected.count(row, "accepted"),
        Collected.count(row, "outside"),
        Collected.count(row, "duplicate"),
        Collected.count(row, "quarantined"),
        Collected.count(row, "not_whole"),
        Collected.count(row, "gone"));
  }

  private static Listed<Reason> reasons(Dataset<Row> quarantine, int most) {
    Dataset<Row> byReason =
        quarantine
            .groupBy(col(Quarantine.REASON))
            .agg(
                count(lit(1)).as("records"),
                org.apache
                    .spark
                    .sql
                    .functions
                    .min(
                        org.apache.spark.sql.functions.struct(
                            col(Quarantine.FILE), col(Quarantine.OFFSET)))
                    .as("first"));
    List<Reason> reasons =
        Collected.rows(
                byReason
                    .select(
                        col(Quarantine.REASON),
                        col("records"),
                        col("first.file").as("file"),
                        col("first.offset").as("offset"))
                    .orderBy(col("records").desc(), col(Quarantine.REASON))
                    .limit(most))
            .stream()
            .map(
                row ->
                    new Reason(
                        Collected.text(row, Quarantine.REASON),
                        Collected.count(row, "records"),
                        new Place(
                            String.valueOf(Collected.text(row, "file")),
                            Collected.count(row, "offset"))))
            .toList();
    return new Listed<>(
        reasons, Collected.count(Collected.one(byReason.agg(count(lit(1)).as("n"))), "n"));
  }

  private static Listed<Broken> broken(Dataset<Row> files, int most) {
    List<Broken> broken =
        Collected.rows(
                files
                    .select(Sources.FILE, Sources.KIND, Sources.STATE, Sources.PROBLEM)
                    .orderBy(
                        col(Sources.FILE),
                        col(Sources.STATE),
                        col(Sources.PROBLEM).asc_nulls_first())
                    .limit(most))
            .stream()
            .map(
                row ->
                    new Broken(
                        Collected.text(row, Sources.FILE),
                        Collected.text(row, Sources.KIND),
                        Collected.text(row, Sources.STATE),
                        Collected.text(row, Sources.PROBLEM)))
            .toList();
    return new Listed<>(
        broken, Collected.count(Collected.one(files.agg(count(lit(1)).as("n"))), "n"));
  }
}

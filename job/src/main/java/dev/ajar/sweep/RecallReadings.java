package dev.ajar.sweep;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.lake.GrownFiles;
import dev.ajar.model.Ticks;
import dev.ajar.sweep.PriorReading.Action;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code readings of earlier runs, files as they are now → readings that hold, what is left to
 * read} (exposure.md §8, "evidence once read stays").
 *
 * <ul>
 *   <li>A file that is as it was, read for the same windows, is not opened.
 *   <li>Of a file that only grew, the end is read.
 *   <li>A version that is gone, or was overwritten, stays. Of windows that it was not read for it
 *       tells nothing, and {@link #sources} says so.
 *   <li>Any other file is read as a whole.
 *   <li>What was read of hours that this pass does not ask for is left for later runs.
 * </ul>
 */
public final class RecallReadings {
  private static final String UNKNOWN_OF =
      "gone before today's windows were known: what it held of them was not read";

  private final SparkSession session;
  private final AskedHours asked;
  private final Column fingerprint;
  private final Map<String, LogFile> files = new HashMap<>();

  /**
   * What is known before anything is read.
   *
   * @param readings rows of {@link Readings} that hold
   * @param left rows of {@link Readings} that this pass does not ask for
   * @param parts what is left to read
   * @param gone files of which a version is gone
   */
  public record Recalled(
      Dataset<Row> readings, Dataset<Row> left, List<EvidenceSlice> parts, List<LogFile> gone) {}

  /**
   * A recall for one pass.
   *
   * @param files the files that the pass asks for, as they are now
   * @param asked what it asks for
   * @param wants what it wants of them
   */
  public RecallReadings(
      SparkSession session, List<LogFile> files, AskedHours asked, Broadcast<WantsOverTime> wants) {
    this.session = session;
    this.asked = asked;
    this.fingerprint = fingerprint(wants);
    files.forEach(file -> this.files.put(file.file().file(), file));
  }

  /** The fingerprint of what is wanted in the hours of a tally. */
  private static Column fingerprint(Broadcast<WantsOverTime> wants) {
    UDF3<Long, Long, scala.collection.Seq<String>, String> named =
        (first, last, accounts) ->
            first == null
                ? "nothing"
                : wants
                    .value()
                    .fingerprint(
                        Ticks.ofMicros(first),
                        Ticks.ofMicros(last),
                        accounts == null ? null : CollectionConverters.asJava(accounts));
    return udf(named, DataTypes.StringType)
        .apply(
            unix_micros(col(Sources.FIRST_HOUR)),
            unix_micros(col(Sources.LAST_HOUR)),
            col(Sources.ACCOUNTS));
  }

  /**
   * What holds of the readings of earlier runs.
   *
   * @param before rows of {@link Readings} of this pass, as the last committed run left them
   */
  public Recalled recall(Dataset<Row> before) {
    Map<String, EvidenceSlice> parts = new HashMap<>();
    files.forEach((name, file) -> parts.put(name, EvidenceSlice.whole(file.file())));
    List<Row> decided = new ArrayList<>();
    List<LogFile> gone = new ArrayList<>();
    List<PriorReading> priors = priors(before);
    Set<String> grown = grown(priors);
    for (PriorReading prior : priors) {
      LogFile now = files.get(prior.file());
      LogFile named = now != null ? now : LogFile.named(prior.file(), prior.kind());
      boolean grew = now != null && grown.contains(prior.file()) && prior.mayHaveGrown(now.file());
      Action action = prior.action(now == null ? null : now.file(), asked.asks(named.path()), grew);
      switch (action) {
        case KEEP -> parts.remove(prior.file());
        case GROWN -> parts.put(prior.file(), EvidenceSlice.tail(now.file(), prior.resumeAt()));
        case GONE -> gone.add(named);
        default -> {}
      }
      decided.add(prior.decided(action, now == null ? null : now.file()));
    }
    List<EvidenceSlice> left = parts.keySet().stream().sorted().map(parts::get).toList();
    if (decided.isEmpty()) {
      return new Recalled(before, before, left, gone);
    }
    Dataset<Row> split =
        before.join(
            session.createDataFrame(decided, PriorReading.DECIDED),
            col(Readings.FILE)
                .equalTo(col(PriorReading.FILE))
                .and(col(Readings.VERSION).eqNullSafe(col(PriorReading.AS_VERSION))));
    return new Recalled(
        held(split.where(is(Action.KEEP).or(is(Action.GROWN)).or(is(Action.GONE)))),
        Readings.TABLE.conform(split.where(is(Action.LEAVE))),
        left,
        gone);
  }

  private static Column is(Action action) {
    return col(PriorReading.ACTION).equalTo(action.name());
  }

  private List<PriorReading> priors(Dataset<Row> before) {
    Dataset<Row> tallies =
        Reading.sources(before, col(Readings.VERSION))
            .withColumn(PriorReading.HOLDS, col(Sources.READ_FOR).eqNullSafe(fingerprint));
    List<PriorReading> priors = new ArrayList<>();
    tallies.toLocalIterator().forEachRemaining(row -> priors.add(PriorReading.of(row)));
    return priors;
  }

  private Set<String> grown(List<PriorReading> priors) {
    List<GrownFiles.End> ends = new ArrayList<>();
    for (PriorReading prior : priors) {
      LogFile now = files.get(prior.file());
      if (now != null && prior.mayHaveGrown(now.file())) {
        ends.add(
            new GrownFiles.End(
                now.file(),
                prior.readTo(),
                LineReader.LEAD,
                prior.tail(),
                prior.readTo().equals(prior.resumeAt())));
      }
    }
    return GrownFiles.of(session, ends);
  }

  /**
   * Readings as they count now: under the name of a version that is gone; of a file that grew
   * without the last line that was still being written, which its end holds whole.
   */
  private static Dataset<Row> held(Dataset<Row> split) {
    Column taken =
        is(Action.GROWN)
            .and(
                col(Readings.QUARANTINE + "." + Quarantine.REASON)
                    .eqNullSafe(FileTally.REASON_UNFINISHED));
    return Readings.TABLE.conform(
        split
            .where(not(taken))
            .withColumn(Readings.VERSION, col(PriorReading.LABEL))
            .withColumn(
                Readings.SOURCE,
                when(
                    col(Readings.SOURCE).isNotNull(),
                    when(is(Action.GROWN), grownTally()).otherwise(col(Readings.SOURCE)))));
  }

  private static Column grownTally() {
    // Its state may tell of something worse than an unfinished line.
    Column unfinished = tally(Sources.RESUME_AT).lt(tally(Sources.READ_TO));
    List<Column> values = new ArrayList<>();
    for (StructField field : Sources.TABLE.columns().fields()) {
      String name = field.name();
      Column value =
          switch (name) {
            case Sources.BYTES, Sources.ETAG, Sources.MODIFIED_AT -> col(PriorReading.NOW + name);
            case Sources.STATE ->
                when(tally(name).equalTo(FileTally.UNFINISHED), FileTally.READ)
                    .otherwise(tally(name));
            case Sources.LINES, Sources.QUARANTINED ->
                tally(name).minus(when(unfinished, 1L).otherwise(0L));
            case Sources.READ_TO, Sources.RESUME_AT, Sources.TAIL_SHA256, Sources.READ_FOR ->
                lit(null).cast(field.dataType());
            default -> tally(name);
          };
      values.add(value.as(name));
    }
    return struct(values.toArray(Column[]::new));
  }

  private static Column tally(String column) {
    return col(Readings.SOURCE + "." + column);
  }

  /** What a reader gave, as {@link Readings}. */
  public static Dataset<Row> read(Dataset<Row> rows, String pass) {
    return Readings.TABLE.conform(
        rows.withColumn(Readings.PASS, lit(pass))
            .withColumn(
                Readings.FILE,
                coalesce(
                    col(Readings.RECORD + "." + Readings.FILE),
                    col(Readings.HOUR + "." + Readings.FILE),
                    col(Readings.MENTION + "." + Readings.FILE),
                    col(Readings.QUARANTINE + "." + Readings.FILE),
                    tally(Sources.FILE)))
            .withColumn(Readings.VERSION, lit(null).cast(DataTypes.StringType))
            .withColumn(Readings.ASKED, lit(null).cast(Readings.HOURS_ASKED)));
  }

  /** The tallies of {@link Readings}, one of each version of a file, with what it was read for. */
  public Dataset<Row> tallies(Dataset<Row> readings) {
    return MergeSlices.sources(Reading.sources(readings, col(Readings.VERSION)), Readings.VERSION)
        .withColumn(
            Sources.READ_FOR,
            when(col(Readings.VERSION).isNull(), fingerprint).otherwise(col(Sources.READ_FOR)));
  }

  /** Tallies as this pass may rest on them. */
  public Dataset<Row> sources(Dataset<Row> tallies) {
    Column untold =
        col(Readings.VERSION).isNotNull().and(not(col(Sources.READ_FOR).eqNullSafe(fingerprint)));
    return tallies
        .withColumn(Sources.PROBLEM, when(untold, UNKNOWN_OF).otherwise(col(Sources.PROBLEM)))
        .withColumn(
            Sources.STATE, when(untold, FileTally.UNREADABLE).otherwise(col(Sources.STATE)));
  }

  /** What later runs recall: the readings, one tally for each version of a file, what was asked. */
  public Dataset<Row> stored(Dataset<Row> readings, Dataset<Row> tallies, String pass) {
    Column[] fields =
        Arrays.stream(Sources.TABLE.columns().fieldNames())
            .map(name -> col(name))
            .toArray(Column[]::new);
    Dataset<Row> merged =
        tallies.select(
            lit(pass).as(Readings.PASS),
            col(Sources.FILE).as(Readings.FILE),
            col(Readings.VERSION),
            struct(fields).as(Readings.SOURCE));
    Dataset<Row> hours =
        session
            .createDataFrame(asked.rows(), Readings.HOURS_ASKED)
            .select(lit(pass).as(Readings.PASS), struct(col("*")).as(Readings.ASKED));
    return Readings.TABLE.conform(
        readings
            .where(col(Readings.SOURCE).isNull())
            .unionByName(merged, /* allowMissingColumns= */ true)
            .unionByName(hours, /* allowMissingColumns= */ true));
  }
}

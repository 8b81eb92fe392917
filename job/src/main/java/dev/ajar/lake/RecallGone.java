package dev.ajar.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code control readings of earlier runs, files as they are now → what versions said that are
 * gone} (exposure.md §8, "evidence once read stays"). A snapshot that is overwritten each night is
 * a new one each night.
 *
 * <p>What an overwritten version could not tell cuts no cover: the file at its place was read
 * instead, and its own counts stay. Objects of inventories are not kept: a version that is gone
 * counts as unreadable.
 */
public final class RecallGone {
  private static final String FILE = "decided_file";
  private static final String AS_VERSION = "decided_version";
  private static final String LABEL = "decided_label";
  private static final String SOURCE = "decided_source";
  private static final String OVERWRITTEN = "decided_overwritten";
  private static final String OBJECTS_GONE =
      "gone or overwritten: the objects that it listed are not in this run";
  private static final StructType DECIDED =
      new StructType()
          .add(FILE, DataTypes.StringType)
          .add(AS_VERSION, DataTypes.StringType)
          .add(LABEL, DataTypes.StringType)
          .add(SOURCE, DataTypes.LongType)
          .add(OVERWRITTEN, DataTypes.BooleanType);

  private final List<SourceConfig> sources;
  private final Map<String, EvidenceFile> files = new HashMap<>();

  /**
   * Rows of {@link ControlReadings}.
   *
   * @param gone what versions said that are gone
   * @param left what is of no source that is configured now, for later runs
   */
  public record Recalled(Dataset<Row> gone, Dataset<Row> left) {}

  private RecallGone(List<SourceConfig> sources, List<EvidenceFile> files) {
    this.sources = sources;
    files.forEach(file -> this.files.put(file.file(), file));
  }

  /**
   * What stays of earlier runs.
   *
   * @param sources those of the configuration
   * @param files all files that are read now
   * @param before rows of {@link ControlReadings}, as the last committed run left them
   */
  public static Recalled recall(
      SparkSession session,
      List<SourceConfig> sources,
      List<EvidenceFile> files,
      Dataset<Row> before) {
    RecallGone recall = new RecallGone(sources, files);
    List<Row> tallies = Reading.sources(before, col(ControlReadings.VERSION)).collectAsList();
    Set<String> grown = GrownFiles.of(session, recall.mayHaveGrown(tallies));
    List<Row> decided = new ArrayList<>();
    tallies.forEach(tally -> recall.decide(tally, grown).ifPresent(decided::add));
    if (decided.isEmpty()) {
      Dataset<Row> none = session.createDataFrame(List.of(), ControlReadings.TABLE.columns());
      return new Recalled(none, none);
    }
    Dataset<Row> split =
        before.join(
            session.createDataFrame(decided, DECIDED),
            col(ControlReadings.FILE)
                .equalTo(col(FILE))
                .and(col(ControlReadings.VERSION).eqNullSafe(col(AS_VERSION))));
    return new Recalled(
        gone(split.where(col(SOURCE).isNotNull())),
        ControlReadings.TABLE.conform(split.where(col(SOURCE).isNull())));
  }

  /** Versions whose bytes may be the beginning of the file as it is now. */
  private List<GrownFiles.End> mayHaveGrown(List<Row> tallies) {
    List<GrownFiles.End> ends = new ArrayList<>();
    for (Row tally : tallies) {
      EvidenceFile now = files.get(tally.<String>getAs(Sources.FILE));
      Long readTo = tally.getAs(Sources.READ_TO);
      if (now != null
          && readTo != null
          && readTo <= now.bytes()
          && tally.getAs(ControlReadings.VERSION) == null
          && !FileVersion.of(tally).isOf(now)) {
        ends.add(
            new GrownFiles.End(
                now,
                readTo,
                LineReader.LEAD,
                tally.getAs(Sources.TAIL_SHA256),
                readTo.equals(tally.getAs(Sources.RESUME_AT))));
      }
    }
    return ends;
  }

  /** What becomes of a version; nothing if it is there, or grew: then it is read anew. */
  private Optional<Row> decide(Row tally, Set<String> grown) {
    String file = tally.getAs(Sources.FILE);
    String version = tally.getAs(ControlReadings.VERSION);
    FileVersion read = FileVersion.of(tally);
    EvidenceFile now = files.get(file);
    boolean grew = version == null && grown.contains(file);
    if (now != null && (grew || read.isOf(now))) {
      return Optional.empty();
    }
    Long source = source(tally.getAs(Sources.KIND), file);
    String label = version == null ? read.label() : version;
    return Optional.of(RowFactory.create(file, version, label, source, now != null));
  }

  /** The source that holds the file, if it is configured: its place there may have changed. */
  private Long source(String kind, String file) {
    return sources.stream()
        .filter(source -> source.kind().word().equals(kind) && holds(source.path(), file))
        .max(Comparator.comparingInt(source -> source.path().length()))
        .map(source -> (long) source.index())
        .orElse(null);
  }

  private static boolean holds(String path, String file) {
    String folder = path.endsWith("/") ? path : path + "/";
    return file.equals(path) || file.startsWith(folder);
  }

  private static Dataset<Row> gone(Dataset<Row> split) {
    Column kind = col(ControlReadings.SPAN + "." + ActivitySpans.KIND);
    Column hole = kind.isin(ActivitySpans.HOLE, ActivitySpans.UNREAD);
    return ControlReadings.TABLE.conform(
        split
            .where(not(coalesce(hole, lit(false)).and(col(OVERWRITTEN))))
            .withColumn(ControlReadings.VERSION, col(LABEL))
            .withColumn(ControlReadings.SOURCE, tally())
            .withColumn(
                ControlReadings.ACTIVITY,
                col(ControlReadings.ACTIVITY).withField(Activities.VERSION, col(LABEL)))
            .transform(rows -> of(rows, col(SOURCE))));
  }

  /**
   * What later runs recall of rows of {@link ControlReadings}: sources may stand elsewhere then.
   */
  public static Dataset<Row> stored(Dataset<Row> readings) {
    return ControlReadings.TABLE.conform(of(readings, lit(null).cast(DataTypes.LongType)));
  }

  private static Dataset<Row> of(Dataset<Row> rows, Column source) {
    return rows.withColumn(
            ControlReadings.SPAN, col(ControlReadings.SPAN).withField(ActivitySpans.SOURCE, source))
        .withColumn(
            ControlReadings.PAGE, col(ControlReadings.PAGE).withField(ListPages.SOURCE, source));
  }

  private static Column tally() {
    Column source = col(ControlReadings.SOURCE);
    Column inventory = source.getField(Sources.KIND).equalTo(SourceKind.BLOB_INVENTORY.word());
    return when(
            inventory,
            source
                .withField(Sources.STATE, lit(FileTally.UNREADABLE))
                .withField(Sources.PROBLEM, lit(OBJECTS_GONE)))
        .otherwise(source);
  }
}

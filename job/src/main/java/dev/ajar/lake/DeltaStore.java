package dev.ajar.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.AjarException;
import dev.ajar.config.AuditConfig;
import dev.ajar.tables.Table;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The Delta tables of one output, whatever audits they hold: one folder each below a path, or one
 * table each in a schema of a catalog. Only interfaces of Spark and Delta that a managed platform
 * keeps are used here.
 */
final class DeltaStore {
  /**
   * The contract's version that a table was made by; a higher one than {@link #SCHEMA} is newer.
   */
  static final String SCHEMA_PROPERTY = "ajar.schema";

  /** The version of the contracts of this build. Raise it when a column is added. */
  static final int SCHEMA = 1;

  /** Delta's word for a folder that has files and is no table. */
  private static final String FILES_THERE = "DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION";

  private static final String TEN_YEARS = "interval 3650 days";

  /** Plain tables that any engine reads, whatever the cluster's defaults are. */
  private static final Map<String, String> PROPERTIES =
      new TreeMap<>(
          Map.of(
              "delta.logRetentionDuration",
              TEN_YEARS,
              "delta.deletedFileRetentionDuration",
              TEN_YEARS,
              "delta.enableDeletionVectors",
              "false",
              // Minima and maxima of all columns are a tenth of a write, and few of them skip a
              // file.
              "delta.dataSkippingNumIndexedCols",
              "10",
              "delta.columnMapping.mode",
              "none",
              "delta.minReaderVersion",
              "1",
              "delta.minWriterVersion",
              "2",
              SCHEMA_PROPERTY,
              Integer.toString(SCHEMA)));

  private final SparkSession session;
  private final Configuration hadoop;
  private final String folder;
  private final String schema;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  /** Tables that do not say what they are, as {@link #createBesideFiles} makes them at first. */
  private final Set<String> undescribed = ConcurrentHashMap.newKeySet();

  /** {@code folder} or {@code schema} (quoted, with its catalog) is null. */
  private DeltaStore(SparkSession session, String folder, String schema) {
    this.session = session;
    this.hadoop = session.sessionState().newHadoopConf();
    this.folder = folder;
    this.schema = schema;
  }

  static DeltaStore open(SparkSession session, AuditConfig.Output output) {
    // Delta takes its settings from the thread's session, not from the rows' own.
    SparkSession.setActiveSession(session);
    if (output.path() != null) {
      return new DeltaStore(session, absolute(session, output.path()), null);
    }
    if (output.catalog() == null || output.schema() == null) {
      throw AjarException.usage(
          "output names neither a path nor a catalog and a schema",
          "Set output.path, or output.catalog and output.schema.");
    }
    String schema = quoted(output.catalog()) + "." + quoted(output.schema());
    if (!session.catalog().databaseExists(schema)) {
      throw AjarException.usage(
          "output: there is no schema " + schema + ", or it may not be used",
          "Create it (CREATE SCHEMA " + schema + ") or correct output.catalog and output.schema.");
    }
    return new DeltaStore(session, null, schema);
  }

  SparkSession session() {
    return session;
  }

  boolean exists(Table table) {
    return folder == null ? session.catalog().tableExists(name(table)) : log(table).latest() >= 0;
  }

  /**
   * The rows of one audit at one version, in the contract's columns, without {@code audit}. Columns
   * that the table did not have yet are null.
   *
   * @param version Delta version; null for the latest
   */
  Dataset<Row> rows(Table table, String audit, Long version) {
    String at = version == null ? "" : " VERSION AS OF " + version.longValue();
    Dataset<Row> stored = session.sql("SELECT * FROM " + name(table) + at);
    List<String> present = Arrays.asList(stored.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.columns().fields()) {
      Column column =
          present.contains(field.name())
              ? col("`" + field.name() + "`")
              : lit(null).cast(field.dataType());
      columns.add(column.as(field.name(), field.metadata()));
    }
    return table.conform(
        stored.where(col(Table.AUDIT).equalTo(audit)).select(columns.toArray(Column[]::new)));
  }

  /** The commits after {@code version}, oldest first; all of them for -1. */
  List<TableCommit> commitsAfter(Table table, long version) {
    if (folder != null) {
      return log(table).after(version);
    }
    DeltaTable delta = DeltaTable.forName(session, name(table));
    List<TableCommit> commits = commits(delta.history(1));
    long latest = commits.isEmpty() ? -1 : commits.get(0).version();
    long missing = latest - version;
    if (missing > 1) {
      commits = commits(delta.history((int) Math.min(missing, Integer.MAX_VALUE)));
    }
    return commits.stream()
        .filter(commit -> commit.version() > version)
        .sorted(Comparator.comparingLong(TableCommit::version))
        .toList();
  }

  /** The table's latest version. */
  long latestVersion(Table table) {
    return folder != null
        ? log(table).latest()
        : DeltaTable.forName(session, name(table)).history(1).select("version").head().getLong(0);
  }

  private DeltaLogFiles log(Table table) {
    return new DeltaLogFiles(hadoop, path(table));
  }

  private static List<TableCommit> commits(Dataset<Row> history) {
    return history.select("version", "operation", "userMetadata").collectAsList().stream()
        .map(row -> TableCommit.of(row.getLong(0), row.getString(1), row.getString(2)))
        .toList();
  }

  /**
   * Makes the table, with these rows as its first version.
   *
   * @param stored rows in stored columns, {@code audit} first
   */
  void create(Table table, Dataset<Row> stored, String userMetadata) {
    CreateTableWriter<Row> writer =
        stored
            .writeTo(name(table))
            .using("delta")
            .tableProperty("comment", table.comment())
            .partitionedBy(col(Table.AUDIT));
    for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
      writer = writer.tableProperty(property.getKey(), property.getValue());
    }
    CreateTableWriter<Row> ready = writer;
    FirstRows.write(
        stored.sparkSession(),
        userMetadata,
        () -> {
          if (!create(table, ready)) {
            requireLeftovers(table);
            createBesideFiles(table, stored, userMetadata);
          }
        });
    checked.add(table.name());
  }

  /** Whether it could: not where files lie and no table is, as a killed run leaves them. */
  private boolean create(Table table, CreateTableWriter<Row> writer) {
    try {
      writer.create();
      return true;
    } catch (TableAlreadyExistsException there) {
      // To Delta's catalog a log without a commit is a table.
      if (folder != null && !exists(table)) {
        return false;
      }
      throw new ConcurrentModificationException(there.getMessage(), there);
    } catch (Exception failed) {
      // Spark's exceptions are checked ones that nothing declares.
      if (folder != null
          && failed instanceof AnalysisException refused
          && FILES_THERE.equals(refused.getCondition())) {
        return false;
      }
      throw failed;
    }
  }

  /** Refuses a folder with anything but what a run of Ajar that was killed leaves in it. */
  private void requireLeftovers(Table table) {
    Path at = new Path(path(table));
    try {
      for (FileStatus entry : at.getFileSystem(hadoop).listStatus(at)) {
        String name = entry.getPath().getName();
        if (!name.equals("_delta_log") && !name.startsWith(Table.AUDIT + "=")) {
          throw AjarException.failed(
              "table " + label(table) + " cannot be made: its folder holds files of something else",
              "Give another output.path, or move those files away.");
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Makes the table and leaves the files: they are in no version, and vacuuming takes them away.
   */
  private void createBesideFiles(Table table, Dataset<Row> stored, String userMetadata) {
    DataFrameWriter<Row> writer =
        stored
            .write()
            .format("delta")
            .mode("append")
            .partitionBy(Table.AUDIT)
            .option("userMetadata", userMetadata);
    for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
      if (isDeltas(property.getKey())) {
        writer = writer.option(property.getKey(), property.getValue());
      }
    }
    writer.save(path(table));
    describe(table);
  }

  /** Sets what only a statement can: the comment, and properties that are not Delta's own. */
  private void describe(Table table) {
    List<String> properties = new ArrayList<>();
    PROPERTIES.forEach(
        (name, value) -> {
          if (!isDeltas(name)) {
            properties.add(literal(name) + " = " + literal(value));
          }
        });
    properties.add("'comment' = " + literal(table.comment()));
    session.sql(
        "ALTER TABLE "
            + name(table)
            + " SET TBLPROPERTIES ("
            + String.join(", ", properties)
            + ")");
  }

  private static boolean isDeltas(String property) {
    return property.startsWith("delta.");
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /**
   * Puts rows in the place of those that {@code replaced} matches, in one commit.
   *
   * @param stored rows in stored columns, {@code audit} first
   */
  void replace(Table table, Column replaced, Dataset<Row> stored, String userMetadata) {
    try {
      stored
          .writeTo(name(table))
          .option("userMetadata", userMetadata)
          .option("mergeSchema", "true")
          .overwrite(replaced);
    } catch (NoSuchTableException gone) {
      throw AjarException.failed(
          "table " + label(table) + " vanished while it was written",
          "Do not drop tables while a run writes them; run again.",
          gone);
    }
  }

  /**
   * Refuses a table that a newer Ajar wrote, or that is no table of Ajar.
   *
   * @throws AjarException if the table has columns, types or a version that this build does not
   *     know
   */
  void check(Table table) {
    if (checked.contains(table.name())) {
      return;
    }
    StructType stored = session.table(name(table)).schema();
    StructType known = table.storedColumns();
    List<String> names = Arrays.asList(known.fieldNames());
    for (StructField field : stored.fields()) {
      if (!names.contains(field.name())) {
        throw newer(table, "has a column " + field.name() + " that this version does not know");
      }
      DataType expected = known.apply(field.name()).dataType();
      if (!DataType.equalsStructurally(field.dataType(), expected, /* ignoreNullability= */ true)) {
        throw newer(
            table,
            String.format(
                Locale.ROOT,
                "has %s as %s, not %s",
                field.name(),
                field.dataType().catalogString(),
                expected.catalogString()));
      }
    }
    boolean described = false;
    for (Row property : session.sql("SHOW TBLPROPERTIES " + name(table)).collectAsList()) {
      if (property.getString(0).equals(SCHEMA_PROPERTY)) {
        described = true;
        if (!isKnown(property.getString(1))) {
          throw newer(table, "has " + SCHEMA_PROPERTY + " " + property.getString(1));
        }
      }
    }
    if (folder != null && !described) {
      undescribed.add(table.name());
    }
    checked.add(table.name());
  }

  /**
   * Does as {@link #check}, for a writer: lets the table say what it is, where a run was killed
   * before it could.
   */
  void complete(Table table) {
    check(table);
    if (undescribed.remove(table.name())) {
      describe(table);
    }
  }

  private static boolean isKnown(String version) {
    try {
      return Integer.parseInt(version) <= SCHEMA;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  private AjarException newer(Table table, String why) {
    return AjarException.failed(
        "table " + label(table) + " " + why + ": a newer version of Ajar wrote it, or another tool",
        "Use that version of Ajar, or give another output.");
  }

  /** The table's name for messages. */
  String label(Table table) {
    return folder == null ? name(table) : path(table);
  }

  private String name(Table table) {
    return folder == null ? schema + "." + quoted(table.name()) : "delta." + quoted(path(table));
  }

  private String path(Table table) {
    return folder + "/" + table.name();
  }

  private static String absolute(SparkSession session, String path) {
    try {
      Path given = new Path(path);
      return given
          .getFileSystem(session.sessionState().newHadoopConf())
          .makeQualified(given)
          .toString();
    } catch (java.io.IOException | IllegalArgumentException unusable) {
      throw AjarException.usage(
          "output.path " + path + " cannot be used: " + unusable.getMessage(),
          "Correct output.path, or the settings of its file system.");
    }
  }

  private static String quoted(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }
}

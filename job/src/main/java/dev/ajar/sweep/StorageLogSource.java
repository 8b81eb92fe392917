package dev.ajar.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.AjarException;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.tables.LogRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's door to storage logs: {@code spark.read().format("ajar-storage-logs").load(path)}.
 *
 * <p>Rows are {@link LogRecords}, every record of the blob service below the path; filters on
 * account, container, log_account, {@code at} and {@code at_ticks} are decided in the bytes, and
 * columns that nobody asks for are not made. Filters on time and on log_account also decide which
 * files are opened: a copy's source is another account than the one whose log names it. What cannot
 * be read is left out: an audit counts it, a notebook does not.
 */
public final class StorageLogSource implements TableProvider, DataSourceRegister {
  /** The name of the format. */
  public static final String NAME = "ajar-storage-logs";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String shortName() {
    return NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return table(options).schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return table(new CaseInsensitiveStringMap(properties));
  }

  private static StorageLogTable table(CaseInsensitiveStringMap options) {
    SweepRequest asked = SweepRequest.named(options.get(SweepRequest.OPTION));
    return asked != null
        ? new StorageLogTable(asked, StorageLogReader.READING.schema())
        : new StorageLogTable(new LogsBelow(paths(options)), LogRecords.TABLE.columns());
  }

  /** Spark gives one path as {@code path} and several as {@code paths}, a JSON array. */
  private static List<String> paths(CaseInsensitiveStringMap options) {
    List<String> paths = new ArrayList<>();
    if (options.containsKey("path")) {
      paths.add(options.get("path"));
    }
    if (options.containsKey("paths")) {
      try {
        JSON.readTree(options.get("paths")).forEach(path -> paths.add(path.asText()));
      } catch (IOException notAnArray) {
        throw AjarException.usage("paths is no list of paths", "Give the paths to load(…).");
      }
    }
    if (paths.isEmpty()) {
      throw AjarException.usage(
          NAME + " needs a path", "spark.read().format(\"" + NAME + "\").load(\"abfss://…\")");
    }
    return paths;
  }
}

package dev.ajar.sweep;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Storage logs as Spark sees them: columns, and who plans a scan. */
@SuppressWarnings("deprecation") // Spark 4.0 has no columns() to replace schema().
final class StorageLogTable implements SupportsRead {
  private final LogFiles files;
  private final StructType schema;

  StorageLogTable(LogFiles files, StructType schema) {
    this.files = files;
    this.schema = schema;
  }

  @Override
  public String name() {
    return StorageLogSource.NAME;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new StorageLogScan.Builder(files, schema);
  }
}

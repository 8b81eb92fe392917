package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.model.Hashes;
import dev.ajar.tables.Sources;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * What tells the versions of a file apart.
 *
 * @param bytes size as stored
 * @param etag entity tag; null where there was none
 * @param modified last modification
 */
public record FileVersion(long bytes, String etag, Timestamp modified) {
  /** The columns of a tally that it stands in. */
  public static final List<String> COLUMNS =
      List.of(Sources.BYTES, Sources.ETAG, Sources.MODIFIED_AT);

  /** The version that a row of {@link Sources} tells of. */
  public static FileVersion of(Row tally) {
    return new FileVersion(
        tally.<Long>getAs(Sources.BYTES),
        tally.getAs(Sources.ETAG),
        tally.getAs(Sources.MODIFIED_AT));
  }

  /** Whether the file is this version of it. */
  public boolean isOf(EvidenceFile now) {
    return bytes == now.bytes()
        && Objects.equals(etag, now.etag())
        && modified.equals(FileTally.modifiedAt(now));
  }

  /** Its name among the versions of the file. */
  public String label() {
    return Hashes.id("version", etag, Long.toString(bytes), modified.toInstant().toString());
  }
}

package dev.ajar.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are small as stored, and not when they are unpacked. */
class GzipBombTest {
  private static final long UNPACKED = 400_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a", "[", "{\"a\":"})
  void aBombIsReadInBoundedMemoryAndQuarantined(String piece) throws IOException {
    Path bomb = folder.resolve("PT1H.json");
    byte[] block = new byte[1_000_000 / piece.length() * piece.length()];
    for (int i = 0; i < block.length; i += piece.length()) {
      System.arraycopy(piece.getBytes(StandardCharsets.US_ASCII), 0, block, i, piece.length());
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (long written = 0; written < UNPACKED; written += block.length) {
        out.write(block);
      }
    }
    assertThat(Files.size(bomb)).isLessThan(UNPACKED / 100);
    EvidenceFile file =
        new EvidenceFile(
            0, "activity-log", bomb.toUri().toString(), "PT1H.json", Files.size(bomb), 0, null);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Row last = null;
    try (InputStream bytes = EvidenceBytes.unpacked(file, new Configuration())) {
      assertThat(EvidenceBytes.isUnpacked(bytes)).isTrue();
      Iterator<Row> rows = new ActivityLogReader().forTask().read(file, bytes, /* packed= */ true);
      while (rows.hasNext()) {
        last = rows.next();
      }
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(UNPACKED / 4);
    StructType schema = ActivityLogReader.READING.schema();
    Row source = last.getStruct(schema.fieldIndex(Readings.SOURCE));
    int[] counts =
        Arrays.stream(new String[] {Sources.LINES, Sources.QUARANTINED})
            .mapToInt(name -> (int) source.getLong(Sources.TABLE.columns().fieldIndex(name)))
            .toArray();
    assertThat(counts).containsExactly(1, 1);
  }
}

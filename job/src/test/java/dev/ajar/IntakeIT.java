package dev.ajar;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.ConfigFile;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.FileTally;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import dev.ajar.tables.ControlReadings;
import dev.ajar.tables.Sources;
import dev.ajar.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all evidence but the logs says, from real files. */
class IntakeIT {
  private static final String MANIFEST = "-manifest.json";

  @TempDir private Path sample;

  @Test
  void anInventoryThatIsNoParquetIsUnreadableAndNotTheEndOfTheRun()
      throws IOException, NoSuchAlgorithmException {
    SampleTenant.write(sample, 5, SampleSize.parse("tiny"));
    List<Path> manifests;
    try (Stream<Path> files = Files.walk(sample)) {
      manifests = files.filter(file -> file.toString().endsWith(MANIFEST)).toList();
    }
    assertThat(manifests).isNotEmpty();
    for (Path manifest : manifests) {
      String text = Files.readString(manifest);
      byte[] changed = text.replace("\"csv\"", "\"parquet\"").getBytes(StandardCharsets.UTF_8);
      Files.write(manifest, changed);
      Path checksum = Path.of(manifest.toString().replace(MANIFEST, "-manifest.checksum"));
      Files.writeString(
          checksum, HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(changed)));
    }
    Path yaml = sample.resolve("audit.yaml");
    AuditConfig config =
        ConfigFile.read(Files.readString(yaml), yaml.toString(), sample.toString(), Map.of());
    SparkSession session = LocalSpark.session();
    try (Kept kept = new Kept()) {
      Intake intake = new Intake(session, config, kept);
      ControlEvidence control =
          intake.control(
              intake.logs(), session.createDataFrame(List.of(), ControlReadings.TABLE.columns()));
      List<Row> sources =
          control
              .sources()
              .where(col(Sources.KIND).equalTo(SourceKind.BLOB_INVENTORY.word()))
              .where(col(Sources.FILE).endsWith(".csv"))
              .collectAsList();
      assertThat(sources)
          .isNotEmpty()
          .allSatisfy(
              source -> {
                assertThat(source.<String>getAs(Sources.STATE)).isEqualTo(FileTally.UNREADABLE);
                assertThat(source.<String>getAs(Sources.PROBLEM))
                    .isEqualTo("Spark cannot read it as Parquet");
              });
    }
  }
}

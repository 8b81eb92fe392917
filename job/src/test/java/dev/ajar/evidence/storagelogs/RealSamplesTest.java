package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Records that Azure wrote, where the folder of samples stands beside the repository. */
class RealSamplesTest {
  private static LogLines.Result read(String sample) throws IOException {
    try (InputStream in = Files.newInputStream(file(sample))) {
      return LogLines.read(in, record -> true);
    }
  }

  private static LogLines.Result classic(String sample) throws IOException {
    byte[] bytes = Files.readAllBytes(file("classic-logs/" + sample));
    return LogLines.read("storage-analytics", "blob/x.log", bytes, record -> true);
  }

  private static Path file(String sample) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/samples"))) {
      folder = folder.getParent();
    }
    Assumptions.assumeTrue(folder != null, "no samples beside the repository");
    Path file = folder.resolve("shared/samples").resolve(sample);
    Assumptions.assumeTrue(Files.exists(file), sample);
    return file;
  }

  @Test
  void classicLinesOfASas() throws IOException {
    LogLines.Result read = classic("avere_logs_v2_SAS_GetBlob.log");

    assertThat(read.reasons()).isEmpty();
    assertThat(read.records).hasSize(5);
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo("src/terraform/examples/jumpbox/main.tf");
    assertThat(read.record(0, Accesses.AUTH_TYPE)).isEqualTo("sas");
    assertThat(read.record(0, Accesses.BYTES_OUT)).isEqualTo(2017L);
    assertThat(read.record(0, Accesses.URI).toString()).contains("&sp=racwdl&spr=https");
  }

  @Test
  void classicLinesAsDocumented() throws IOException {
    LogLines.Result first = classic("msdocs_log_format_v1_samples.log");
    assertThat(first.reasons()).isEmpty();
    assertThat(first.records).hasSize(8);
    assertThat(first.record(0, Accesses.AUTH_TYPE)).isEqualTo("anonymous");
    assertThat(first.record(3, Accesses.OBJECT)).isEqualTo("sample-blob.txt");

    LogLines.Result second = classic("msdocs_log_format_v2_samples.log");
    assertThat(second.reasons()).isEmpty();
    assertThat(second.record(0, Accesses.OPERATION_CLASS)).isEqualTo("list");
    assertThat(second.record(0, Accesses.ROLE_ASSIGNMENT_ID))
        .isEqualTo("ca8af92a-6708-4cdf-a678-bb55d0ff7b80");
    assertThat(second.record(1, Accesses.TENANT_ID))
        .isEqualTo("72f988bf-86f1-41af-91ab-2d7cd011db47");

    LogLines.Result mixed = classic("msdocs_storage_analytics_logging_2022_samples.log");
    assertThat(mixed.reasons()).isEmpty();
    assertThat(mixed.records).hasSize(2);
    assertThat(mixed.count(dev.ajar.tables.Sources.OUTSIDE)).isEqualTo(2);
    assertThat(mixed.record(1, Accesses.CALLER_IP)).isEqualTo("73.157.16.8");
    assertThat(mixed.record(1, Accesses.ENDPOINT)).isEqualTo("dfs");
  }

  @Test
  void aRecordedWriteBehindAStrayWord() throws IOException {
    LogLines.Result read = read("dynatrace-shaN480/log.json");

    assertThat(read.reasons()).containsExactly("not JSON");
    assertThat(read.records).hasSize(1);
    assertThat(read.record(0, LogRecords.AT_TICKS))
        .isEqualTo(Ticks.of(Instant.parse("2023-12-12T12:13:59.551912300Z")));
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo("azure-webjobs-eventhub");
    assertThat(read.record(0, Accesses.OBJECT))
        .isEqualTo("nippon.servicebus.windows.net/http/$default/checkpoint/0");
    assertThat(read.record(0, Accesses.AUTH_TYPE)).isEqualTo("account-key");
    assertThat(read.record(0, Accesses.KEY_LABEL)).isEqualTo("key1");
    assertThat(read.record(0, Accesses.OPERATION_CLASS)).isEqualTo("write");
    assertThat(read.record(0, Accesses.CALLER_IP)).isEqualTo("10.50.0.204");
    assertThat(read.record(0, Accesses.CALLER_PORT)).isEqualTo(38208L);
    assertThat(read.balances()).isTrue();
  }

  @Test
  void theDocumentedRecordWithoutProperties() throws IOException {
    LogLines.Result read = read("ms-docs/storage_resource_log_schema_example.json");

    assertThat(read.reasons()).isEmpty();
    assertThat(read.record(0, Accesses.ACCOUNT)).isEqualTo("testaccount1");
    assertThat(read.record(0, Accesses.CONTAINER)).isEqualTo("cont1");
    assertThat(read.record(0, Accesses.OBJECT)).isEqualTo("blobname");
    assertThat(read.record(0, Accesses.OPERATION)).isEqualTo("PutBlob");
    assertThat(read.record(0, Accesses.AUTH_TYPE)).isNull();
  }

  @Test
  void theDocumentedIdentityThatIsNotJson() throws IOException {
    LogLines.Result read = read("ms-docs/storage_resource_log_identity_oauth_example.txt");

    assertThat(read.records).isEmpty();
    assertThat(read.reasons()).containsExactly("not JSON");
    assertThat(read.balances()).isTrue();
  }
}

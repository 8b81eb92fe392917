package dev.ajar.evidence.blobinventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.Reading;
import dev.ajar.model.Ticks;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import dev.ajar.testing.LocalSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryParquetIT {
  private static final EvidenceFile FILE =
      new EvidenceFile(0, "blob-inventory", "file:/p", "inv/a.parquet", 9, 0, null);

  private static final String RUN = " @2024-02-03T00:00:00Z..2024-02-04T00:00:00Z";
  private static final String START = "..2024-02-03T00:00:00Z";

  @TempDir Path folder;

  @Test
  void typesAreTakenAsTheyCome() {
    Dataset<Row> read =
        transformed(
            InventoryManifest.Subject.BLOB,
            "select 'net/a' as Name, timestamp'2024-01-01 00:00:00.123' as `Creation-Time`,"
                + " timestamp_ntz'2024-01-02 00:00:00' as `Last-Modified`, 42L as `Content-Length`,"
                + " false as hdi_isfolder, 'x' as `Odd.Name`"
                + " union all select 'net/b', null, null, null, null, null"
                + " union all select 'net/dir', null, null, 0L, true, null"
                + " union all select 'broken', null, null, 0L, null, null"
                + " union all select null, null, null, 0L, null, null");

    List<Row> objects =
        Reading.select(read, InventoryReader.OBJECT)
            .orderBy(InventoryObjects.OFFSET)
            .select(
                InventoryObjects.OBJECT,
                InventoryObjects.SIZE,
                InventoryObjects.CREATED_AT,
                InventoryObjects.MODIFIED_AT,
                InventoryObjects.OFFSET)
            .collectAsList();
    assertThat(objects).hasSize(2);
    assertThat(objects.get(0).getString(0)).isEqualTo("a");
    assertThat(objects.get(0).getLong(1)).isEqualTo(42);
    assertThat(objects.get(0).getTimestamp(2).toInstant()).hasToString("2024-01-01T00:00:00.123Z");
    assertThat(objects.get(0).getTimestamp(3).toInstant()).hasToString("2024-01-02T00:00:00Z");
    assertThat(objects.get(0).getLong(4)).isZero();
    assertThat(objects.get(1).toString()).isEqualTo("[b,null,null,null,1]");

    assertThat(
            Reading.quarantined(read)
                .orderBy(Quarantine.OFFSET)
                .select(Quarantine.OFFSET, Quarantine.REASON)
                .collectAsList()
                .toString())
        .isEqualTo("[[3,Name is not container/blob], [4,Name is missing]]");
    assertThat(tally(read)).isEqualTo("[[inv/a.parquet,read,5,2,1,2]]");
  }

  @Test
  void textsForNumbersAndTimesAndOtherSpellingsOfColumnsAreRead() {
    Dataset<Row> read =
        transformed(
            InventoryManifest.Subject.CONTAINER,
            "select 'net' as name, '2024-01-01T00:00:00Z' as Last_Modified,"
                + " 'Blob' as publicaccess, 'false' as Deleted");

    assertThat(
            Reading.select(read, InventoryReader.OBSERVATION)
                .orderBy(Observations.BASIS, Observations.SETTING)
                .select(
                    Observations.CONTAINER,
                    Observations.SETTING,
                    Observations.VALUE,
                    Observations.BASIS)
                .collectAsList()
                .toString())
        .isEqualTo(
            "[[net,exists,true,held], [net,publicAccess,blob,held],"
                + " [net,exists,true,snapshot], [net,publicAccess,blob,snapshot]]");
    assertThat(tally(read)).isEqualTo("[[inv/a.parquet,read,1,1,0,0]]");
  }

  @Test
  void containersAreReadAsThoseOfCsvAre() {
    Dataset<Row> read =
        transformed(
            InventoryManifest.Subject.CONTAINER,
            "select 'open' as Name, timestamp'2024-01-01 10:00:00' as `Last-Modified`,"
                + " 'container' as PublicAccess, false as Deleted, cast(null as timestamp) as"
                + " DeletedTime union all select 'closed', null, null, null, null"
                + " union all select 'gone', null, null, true, timestamp'2024-01-05 00:00:00'"
                + " union all select 'again', null, 'blob', true, null"
                + " union all select 'again', null, 'none', false, null"
                + " union all select 'odd', null, 'sometimes', false, null");

    assertThat(
            Reading.select(read, InventoryReader.OBSERVATION).collectAsList().stream()
                .map(ReadText::observation)
                .sorted())
        .containsExactly(
            "held contosodata/open exists=true @2024-01-01T10:00:01Z" + START,
            "held contosodata/open publicAccess=container @2024-01-01T10:00:01Z" + START,
            "snapshot contosodata/again exists=true" + RUN,
            "snapshot contosodata/again publicAccess=none" + RUN,
            "snapshot contosodata/closed exists=true" + RUN,
            "snapshot contosodata/closed publicAccess=none" + RUN,
            "snapshot contosodata/gone exists=false @2024-01-05T00:00:01Z",
            "snapshot contosodata/gone exists=false" + RUN,
            "snapshot contosodata/open exists=true" + RUN,
            "snapshot contosodata/open publicAccess=container" + RUN);
    assertThat(tally(read)).isEqualTo("[[inv/a.parquet,read,6,5,0,1]]");
  }

  @Test
  void aFileWithoutRowsHasATally() {
    Dataset<Row> read =
        transformed(InventoryManifest.Subject.BLOB, "select 'net/a' as Name where false");

    assertThat(tally(read)).isEqualTo("[[inv/a.parquet,read,0,0,0,0]]");
  }

  @Test
  void findingsTravelThroughSparkToo() {
    Dataset<Row> rows =
        LocalSpark.session()
            .createDataFrame(
                List.of(
                    InventoryReader.finding(FILE, "It is so."),
                    InventoryReader.unreadable(FILE, "it is cut")),
                InventoryReader.READING.schema());

    Row finding = Reading.select(rows, InventoryReader.FINDING).first();
    assertThat(finding.getString(4)).isEqualTo("It is so.");
    assertThat(finding.getList(5).toString()).isEqualTo("[[inv/a.parquet,0]]");
    assertThat(Reading.sources(rows).first().<String>getAs(Sources.PROBLEM)).isEqualTo("it is cut");
  }

  private Dataset<Row> transformed(InventoryManifest.Subject subject, String query) {
    String path = folder.resolve("p").toString();
    LocalSpark.session().sql(query).coalesce(1).write().parquet(path);
    Dataset<Row> parquet = LocalSpark.session().read().parquet(path);
    InventoryManifest facts =
        new InventoryManifest(
            "contosodata",
            "rule",
            "Succeeded",
            InventoryManifest.Format.PARQUET,
            subject,
            List.of(),
            Ticks.of(Instant.parse("2024-02-03T00:00:00Z")),
            Ticks.of(Instant.parse("2024-02-04T00:00:00Z")),
            List.of());
    return InventoryParquet.transform(parquet, FILE, new InventoryRun(FILE, facts, List.of(FILE)));
  }

  private static String tally(Dataset<Row> read) {
    return Reading.sources(read)
        .select(
            Sources.FILE,
            Sources.STATE,
            Sources.LINES,
            Sources.ACCEPTED,
            Sources.OUTSIDE,
            Sources.QUARANTINED)
        .collectAsList()
        .toString();
  }
}

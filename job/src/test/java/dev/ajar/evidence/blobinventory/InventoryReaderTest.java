package dev.ajar.evidence.blobinventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.InventoryObjects;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Sources;
import dev.ajar.tables.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class InventoryReaderTest {
  private static final EvidenceFile FILE =
      new EvidenceFile(0, "blob-inventory", "file:/a.csv", "inv/a.csv", 99, 0, null);
  private static final long START = ticks("2024-02-03T00:00:00Z");
  private static final long COMPLETION = ticks("2024-02-04T00:00:00Z");

  @Test
  void aBlobIsAnObjectWithAllThatItsRowSays() {
    List<Row> rows =
        blobs(
            "Name,Creation-Time,Last-Modified,ETag,Content-Length,Content-Type,BlobType,Snapshot,"
                + "Deleted,DeletedTime,VersionId,IsCurrentVersion,hdi_isfolder,Owner\r\n"
                + "\"net/a, \"\"b\"\".txt\",2023-01-01T00:00:00Z,2023-01-02T00:00:00.1234567Z,"
                + "\"\"\"0x8D\"\"\",42,text/plain,BlockBlob,,false,,2023-01-02T00:00:00.1234567Z,"
                + "true,false,me\r\n");

    Row object = payload(rows, InventoryReader.OBJECT).get(0);
    assertThat(text(object, InventoryObjects.ACCOUNT)).isEqualTo("contosodata");
    assertThat(text(object, InventoryObjects.CONTAINER)).isEqualTo("net");
    assertThat(text(object, InventoryObjects.OBJECT)).isEqualTo("a, \"b\".txt");
    assertThat(text(object, InventoryObjects.VERSION_ID)).isEqualTo("2023-01-02T00:00:00.1234567Z");
    assertThat(text(object, InventoryObjects.SNAPSHOT)).isEqualTo("null");
    assertThat(text(object, InventoryObjects.IS_CURRENT)).isEqualTo("true");
    assertThat(text(object, InventoryObjects.DELETED)).isEqualTo("false");
    assertThat(text(object, InventoryObjects.SIZE)).isEqualTo("42");
    assertThat(instant(object, InventoryObjects.CREATED_AT)).isEqualTo("2023-01-01T00:00:00Z");
    assertThat(instant(object, InventoryObjects.MODIFIED_AT))
        .isEqualTo("2023-01-02T00:00:00.123456Z");
    assertThat(text(object, InventoryObjects.DELETED_AT)).isEqualTo("null");
    assertThat(text(object, InventoryObjects.ETAG)).isEqualTo("0x8D");
    assertThat(text(object, InventoryObjects.SEEN_FROM_TICKS)).isEqualTo("" + START);
    assertThat(text(object, InventoryObjects.SEEN_TO_TICKS)).isEqualTo("" + COMPLETION);
    assertThat(text(object, InventoryObjects.OFFSET)).isEqualTo("151");
    assertThat(tally(rows)).isEqualTo("read 1 = 1 + 0 + 0 + 0");
  }

  @Test
  void columnsThatTheRuleLeftOutSayNothing() {
    Row object = payload(blobs("Name,Metadata\nnet/a,x\n"), InventoryReader.OBJECT).get(0);

    for (String column :
        List.of(
            InventoryObjects.SIZE,
            InventoryObjects.CREATED_AT,
            InventoryObjects.DELETED,
            InventoryObjects.IS_CURRENT,
            InventoryObjects.CONTENT_TYPE)) {
      assertThat(text(object, column)).as(column).isEqualTo("null");
    }
  }

  @Test
  void aFileWithoutASchemaRowHasTheManifestsColumns() {
    List<Row> rows = blobs("net/a,7\nnet/b,8\n");

    assertThat(payload(rows, InventoryReader.OBJECT))
        .extracting(row -> text(row, InventoryObjects.OBJECT))
        .containsExactly("a", "b");
    assertThat(text(payload(rows, InventoryReader.OBJECT).get(1), InventoryObjects.SIZE))
        .isEqualTo("8");
  }

  @Test
  void foldersAreOutsideAndBadRowsAreQuarantinedWithTheirPlace() {
    List<Row> rows =
        blobs(
            """
                Name,Content-Length,hdi_isfolder,Creation-Time
                net/dir,0,true,
                noslash,1,false,
                net/,1,false,
                ,1,false,
                net/a,many,false,
                net/a,-1,false,
                net/a,1,maybe,
                net/a,1,false,yesterday
                net/a,1,false,0001-01-01T00:00:00Z
                net/a,1
                net/a,1,false,
                net/b""");

    assertThat(tally(rows)).isEqualTo("unfinished 12 = 1 + 1 + 0 + 10");
    assertThat(payload(rows, "quarantine"))
        .extracting(row -> row.getString(2))
        .containsExactly(
            "Name is not container/blob",
            "Name is not container/blob",
            "Name is missing",
            "contentlength is no number",
            "contentlength is negative",
            "hdiisfolder is neither true nor false",
            "creationtime: time cannot be read",
            "creationtime: time out of range",
            "2 fields where the schema row has 4",
            "unfinished");
    assertThat(payload(rows, "quarantine").get(0).getLong(1)).isEqualTo(63);
    assertThat(payload(rows, "quarantine").get(0).getString(3)).isEqualTo("noslash,1,false,");
  }

  @Test
  void signaturesInNamesAreCut() {
    List<Row> rows = blobs("Name\nnet/a?sig=SeCrEt%2Fvalue&x=1\nbad?sig=SeCrEt%2Fvalue\n");

    assertThat(rows.toString()).doesNotContain("SeCrEt").contains("REDACTED");
  }

  @Test
  void aFileThatBreaksOffKeepsWhatCameBefore() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream("Name\nnet/a\nnet/b\nnet/".getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }

              @Override
              public int read(byte[] into, int from, int count) throws IOException {
                throw new IOException("gone");
              }
            });

    List<Row> rows = read(facts(InventoryManifest.Subject.BLOB), broken);
    assertThat(tally(rows)).isEqualTo("unreadable 2 = 2 + 0 + 0 + 0");
  }

  @Test
  void emptyFilesHaveATallyToo() {
    assertThat(tally(blobs(""))).isEqualTo("read 0 = 0 + 0 + 0 + 0");
    assertThat(tally(blobs("Name\r\n"))).isEqualTo("read 0 = 0 + 0 + 0 + 0");
  }

  @Test
  void aContainerIsThereAtItsLevelAndHasBeenSinceItsLastChange() {
    assertThat(
            containers(
                """
                Name,Last-Modified,PublicAccess
                open,2024-01-01T10:00:00Z,Container
                named,2024-01-01T10:00:00.5Z,blob
                closed,,
                """))
        .containsExactly(
            "open exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "open publicAccess=container snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "open exists=true held 2024-01-01T10:00:01Z..2024-02-03T00:00:00Z",
            "open publicAccess=container held 2024-01-01T10:00:01Z..2024-02-03T00:00:00Z",
            "named exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "named publicAccess=blob snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "named exists=true held 2024-01-01T10:00:01Z..2024-02-03T00:00:00Z",
            "named publicAccess=blob held 2024-01-01T10:00:01Z..2024-02-03T00:00:00Z",
            "closed exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "closed publicAccess=none snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z");
  }

  @Test
  void withoutTheColumnNothingIsSaidOfTheLevel() {
    assertThat(containers("Name,Last-Modified\nopen,2024-01-01T10:00:00Z\n"))
        .containsExactly(
            "open exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
            "open exists=true held 2024-01-01T10:00:01Z..2024-02-03T00:00:00Z");
  }

  @Test
  void aContainerThatChangedDuringTheRunHeldNothingBefore() {
    assertThat(containers("Name,Last-Modified\nnew,2024-02-03T05:00:00Z\n"))
        .containsExactly("new exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z");
    assertThat(containers("Name,Last-Modified\nnew,2024-02-02T23:59:59Z\n")).hasSize(1);
    assertThat(containers("Name,Last-Modified\nnew,2024-02-02T23:59:58Z\n")).hasSize(2);
  }

  @Test
  void aDeletedContainerDoesNotExistSinceItsDeletion() {
    assertThat(
            containers(
                """
                Name,Last-Modified,PublicAccess,Deleted,DeletedTime
                gone,2024-01-01T10:00:00Z,container,true,2024-01-05T00:00:00Z
                """))
        .containsExactly(
            "gone exists=false snapshot 2024-01-05T00:00:01Z..null",
            "gone exists=false snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z");
  }

  @Test
  void aDeletedContainerThatWasMadeAgainExists() {
    String again = "again,2024-01-06T00:00:00Z,blob,,\n";
    String gone = "again,2024-01-01T10:00:00Z,,true,2024-01-05T00:00:00Z\n";
    String head = "Name,Last-Modified,PublicAccess,Deleted,DeletedTime\n";
    for (String rows : List.of(again + gone, gone + again)) {
      assertThat(containers(head + rows))
          .containsExactlyInAnyOrder(
              "again exists=false snapshot 2024-01-05T00:00:01Z..null",
              "again exists=true snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
              "again publicAccess=blob snapshot 2024-02-03T00:00:00Z..2024-02-04T00:00:00Z",
              "again exists=true held 2024-01-06T00:00:01Z..2024-02-03T00:00:00Z",
              "again publicAccess=blob held 2024-01-06T00:00:01Z..2024-02-03T00:00:00Z");
      assertThat(tally(readContainers(head + rows))).isEqualTo("read 2 = 2 + 0 + 0 + 0");
    }
  }

  /** Azure documents no spelling: all that other lists write are read (inputs.md §7 and §13). */
  @Test
  void theLevelIsReadInEverySpelling() {
    String table =
        """
        container -> container
        Container -> container
        BLOB      -> blob
        None      -> none
                  -> none
        ""        -> none
        Off       -> none
        Private   -> none
        false     -> none
        null      -> none
        sometimes -> quarantined
        true      -> quarantined
        2         -> quarantined
        """;
    for (String line : table.lines().toList()) {
      int arrow = line.indexOf("->");
      List<Row> rows =
          readContainers("Name,PublicAccess\nx," + line.substring(0, arrow).trim() + "\n");
      String level =
          payload(rows, InventoryReader.OBSERVATION).stream()
              .filter(
                  row ->
                      Settings.PUBLIC_ACCESS.equals(
                          at(Observations.TABLE, row, Observations.SETTING)))
              .map(row -> (String) at(Observations.TABLE, row, Observations.VALUE))
              .findFirst()
              .orElse("quarantined");

      assertThat(level).as(line).isEqualTo(line.substring(arrow + 2).trim());
      assertThat(tally(rows))
          .isEqualTo(
              level.equals("quarantined") ? "read 1 = 0 + 0 + 0 + 1" : "read 1 = 1 + 0 + 0 + 0");
    }
  }

  @Test
  void aContainerThatChangedAfterTheRunContradictsIt() {
    List<Row> rows = readContainers("Name,Last-Modified\nx,2024-02-04T00:00:01Z\n");

    assertThat(tally(rows)).isEqualTo("read 1 = 0 + 0 + 0 + 1");
    assertThat(payload(rows, "quarantine").get(0).getString(2))
        .isEqualTo("lastmodified is after the run's completion");
  }

  private static List<String> containers(String text) {
    List<String> observations = new ArrayList<>();
    for (Row row : payload(readContainers(text), InventoryReader.OBSERVATION)) {
      Object until = at(Observations.TABLE, row, Observations.UNTIL_TICKS);
      observations.add(
          at(Observations.TABLE, row, Observations.CONTAINER)
              + " "
              + at(Observations.TABLE, row, Observations.SETTING)
              + "="
              + at(Observations.TABLE, row, Observations.VALUE)
              + " "
              + at(Observations.TABLE, row, Observations.BASIS)
              + " "
              + Ticks.toInstant((Long) at(Observations.TABLE, row, Observations.OBSERVED_TICKS))
              + ".."
              + (until == null ? "null" : Ticks.toInstant((Long) until)));
    }
    return observations;
  }

  private static List<Row> readContainers(String text) {
    return read(facts(InventoryManifest.Subject.CONTAINER), bytes(text));
  }

  private static List<Row> blobs(String text) {
    return read(facts(InventoryManifest.Subject.BLOB), bytes(text));
  }

  private static List<Row> read(InventoryManifest facts, InputStream bytes) {
    InventoryRun run = new InventoryRun(FILE, facts, List.of(FILE));
    List<Row> rows = new ArrayList<>();
    new InventoryReader(List.of(run)).read(FILE, bytes).forEachRemaining(rows::add);
    return rows;
  }

  private static InventoryManifest facts(InventoryManifest.Subject subject) {
    return new InventoryManifest(
        "contosodata",
        "rule",
        "Succeeded",
        InventoryManifest.Format.CSV,
        subject,
        List.of("Name", "Content-Length"),
        START,
        COMPLETION,
        List.of());
  }

  private static List<Row> payload(List<Row> rows, String name) {
    int index = InventoryReader.READING.schema().fieldIndex(name);
    return rows.stream()
        .filter(row -> row.get(index) != null)
        .map(row -> row.getStruct(index))
        .toList();
  }

  private static String tally(List<Row> rows) {
    Row last = payload(rows, "source").get(0);
    assertThat(rows.get(rows.size() - 1).get(0)).isEqualTo(last);
    return at(Sources.TABLE, last, Sources.STATE)
        + " "
        + at(Sources.TABLE, last, Sources.LINES)
        + " = "
        + at(Sources.TABLE, last, Sources.ACCEPTED)
        + " + "
        + at(Sources.TABLE, last, Sources.OUTSIDE)
        + " + "
        + at(Sources.TABLE, last, Sources.DUPLICATE)
        + " + "
        + at(Sources.TABLE, last, Sources.QUARANTINED);
  }

  private static Object at(Table table, Row row, String column) {
    return row.get(table.columns().fieldIndex(column));
  }

  private static String text(Row object, String column) {
    return String.valueOf(at(InventoryObjects.TABLE, object, column));
  }

  private static String instant(Row object, String column) {
    return ((java.sql.Timestamp) at(InventoryObjects.TABLE, object, column)).toInstant().toString();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static long ticks(String instant) {
    return Ticks.of(Instant.parse(instant));
  }
}

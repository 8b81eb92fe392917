package dev.ajar.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Reading;
import dev.ajar.lake.SourceFolders.Listed;
import dev.ajar.tables.Sources;
import dev.ajar.testing.LocalSpark;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of this disk, listed and read by real tasks. */
class ReadEvidenceIT {
  private static final StructType LINE =
      new StructType().add("file", DataTypes.StringType).add("line", DataTypes.StringType);
  private static final Reading READING = Reading.of(List.of(Map.entry("line", LINE)));

  private final SparkSession session = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void aNameIsANameWhateverStandsInIt() throws IOException {
    List<String> names =
        List.of(
            "y=2024/m=03/d=01/h=00/m=00/PT1H.json",
            "a:b.json",
            "a%2eb.json",
            "%2e%2e%2fup.json",
            "x\\..\\up.json",
            "invoice\u202efdp.json",
            "a b+c#d?e.json",
            "line\nend.json",
            "[x]{y}*.json",
            "İı-ä-日本.json");
    for (String name : names) {
      file(name, name.getBytes(StandardCharsets.UTF_8));
    }
    file("_SUCCESS", new byte[0]);
    file("y=2024/.hidden", new byte[0]);

    Listed listed = EvidenceListing.with(session).list(source(folder));

    assertThat(listed.files().stream().map(EvidenceFile::file).toList())
        .isEqualTo(names.stream().map(name -> "evidence/" + name).sorted().toList());
    assertThat(listed.skipped()).isEqualTo(2);
    for (Row row : lines(listed.files())) {
      String text = row.getString(1);
      assertThat("evidence/" + text).isEqualTo(row.getString(0));
    }
  }

  @Test
  void oneFolderOfASourceIsListedAlone() throws IOException {
    file("h=00/m=00/PT1H.json", new byte[3]);
    file("h=00/x.json", new byte[4]);
    SourceFolders folders = EvidenceListing.with(session).open(source(folder));

    Listed hour = folders.list(folders.root(), "h=00");

    assertThat(hour.files()).extracting(EvidenceFile::file).containsExactly("evidence/h=00/x.json");
    assertThat(hour.files()).extracting(EvidenceFile::bytes).containsExactly(4L);
    assertThat(hour.folders()).containsExactly("m=00");
    assertThat(hour.requests()).isEqualTo(1);
    assertThat(folders.list(folders.root(), "").folders()).containsExactly("h=00");
    assertThat(folders.list(folders.root().at("h=00"), "m=00").files())
        .extracting(EvidenceFile::file)
        .containsExactly("evidence/h=00/m=00/PT1H.json");
    assertThatThrownBy(() -> folders.list(folders.root(), "h=01"))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aSourceThatIsOneFileIsCalledByItsPath() throws IOException {
    Path one = file("accounts.json", "[]".getBytes(StandardCharsets.UTF_8));
    List<EvidenceFile> files = EvidenceListing.with(session).list(source(one)).files();
    assertThat(files).extracting(EvidenceFile::file).containsExactly("evidence");
    assertThat(files).extracting(EvidenceFile::etag).containsOnlyNulls();
  }

  @Test
  void anEmptyFolderIsListedAndAMissingOneIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    EvidenceListing listing = EvidenceListing.with(session);
    assertThat(listing.list(source(folder.resolve("empty"))).files()).isEmpty();
    assertThat(ReadEvidence.read(session, List.of(), new LineReader(), READING.schema()).count())
        .isZero();
    assertThatThrownBy(() -> listing.list(source(folder.resolve("nowhere"))))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("sources[0] (storage-logs)")
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> listing.list(source("gopher://a/b?sig=hush")))
        .isInstanceOf(AjarException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void gzipIsKnownByItsBytesAndACutOneKeepsWhatCameBefore() throws IOException {
    byte[] two = joined(gzip("one\ntwo\n"), gzip("three\n"));
    byte[] long1 = gzip("x".repeat(100_000) + "\n");
    file("members.json", two);
    file("cut-header.json", joined(gzip("one\n"), Arrays.copyOf(gzip("two\n"), 5)));
    file("cut.json", Arrays.copyOf(two, two.length - 3));
    file("plain.json.gz", "plain\n".getBytes(StandardCharsets.UTF_8));
    file("garbage.json", joined(gzip("one\n"), "rest".getBytes(StandardCharsets.UTF_8)));
    byte[] damaged = long1.clone();
    damaged[damaged.length - 6] ^= 1;
    file("damaged.json", damaged);
    file("empty.json", new byte[0]);

    Dataset<Row> read = read(list());

    assertThat(
            Reading.sources(read).collectAsList().stream()
                .map(
                    row ->
                        row.getString(0)
                            + " "
                            + row.getAs(Sources.STATE)
                            + " "
                            + row.getAs(Sources.ACCEPTED))
                .sorted()
                .toList())
        .containsExactly(
            "evidence/cut-header.json unreadable 1",
            "evidence/cut.json unreadable 3",
            "evidence/damaged.json unreadable 1",
            "evidence/empty.json read 0",
            "evidence/garbage.json unreadable 1",
            "evidence/members.json read 3",
            "evidence/plain.json.gz read 1");
  }

  @Test
  void aFileThatCannotBeOpenedIsARowAndNotTheEndOfTheJob() throws IOException {
    file("a.json", "a\n".getBytes(StandardCharsets.UTF_8));
    Path gone = file("b.json", "b\n".getBytes(StandardCharsets.UTF_8));
    List<EvidenceFile> files = list();
    Files.delete(gone);

    Dataset<Row> read = read(files);

    assertThat(Reading.select(read, "line").count()).isEqualTo(1);
    Row unreadable = Reading.sources(read).where("file = 'evidence/b.json'").head();
    assertThat(unreadable.<String>getAs(Sources.STATE)).isEqualTo(FileTally.UNREADABLE);
    assertThat(unreadable.<String>getAs(Sources.PROBLEM)).contains("could not be opened");
  }

  @Test
  void manySmallFilesShareTasksAndTheirOrderIsOfNoConsequence() throws IOException {
    for (int i = 0; i < 120; i++) {
      file("d" + i % 7 + "/f" + i + ".json", ("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
    }
    List<EvidenceFile> files = list();
    List<EvidenceFile> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(7));

    assertThat(PackSlices.packWhole(shuffled, 2)).isEqualTo(PackSlices.packWhole(files, 2));
    assertThat(PackSlices.packWhole(files, 2)).hasSizeBetween(4, 40);
    assertThat(read(shuffled).collectAsList()).isEqualTo(read(files).collectAsList());
    assertThat(Reading.select(read(files), "line").distinct().count()).isEqualTo(120);
  }

  @Test
  void aSmallFileIsReadWholeUpToItsLimit() throws IOException {
    file("m.json", gzip("12345"));
    EvidenceFile manifest = list().get(0);
    assertThat(ReadEvidence.readSmall(session, manifest, 5)).asString().isEqualTo("12345");
    assertThatThrownBy(() -> ReadEvidence.readSmall(session, manifest, 4))
        .isInstanceOf(IOException.class);
  }

  private List<EvidenceFile> list() {
    return EvidenceListing.with(session).list(source(folder)).files();
  }

  private Dataset<Row> read(List<EvidenceFile> files) {
    return ReadEvidence.read(session, files, new LineReader(), READING.schema());
  }

  private List<Row> lines(List<EvidenceFile> files) {
    return Reading.select(
            ReadEvidence.read(session, files, new WholeReader(), READING.schema()), "line")
        .collectAsList();
  }

  private Path file(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static SourceConfig source(Path path) {
    return source("file:" + path);
  }

  private static SourceConfig source(String uri) {
    String shown = uri.startsWith("file:") ? "evidence" : uri;
    return new SourceConfig(0, SourceKind.STORAGE_LOGS, shown, uri, null, false, null, null, null);
  }

  /** One row a line. */
  private static final class LineReader implements EvidenceReader {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
      FileTally tally = new FileTally(file, READING);
      List<Row> rows = new ArrayList<>();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          tally.accepted();
          rows.add(READING.row("line", RowFactory.create(file.file(), line)));
        }
      } catch (IOException broken) {
        tally.unreadable(broken.getMessage());
      }
      rows.add(tally.end());
      return rows.iterator();
    }
  }

  /** One row a file. */
  private static final class WholeReader implements EvidenceReader {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
      FileTally tally = new FileTally(file, READING);
      try {
        String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        return List.of(READING.row("line", RowFactory.create(file.file(), text)), tally.end())
            .iterator();
      } catch (IOException broken) {
        tally.unreadable(broken.getMessage());
        return List.of(tally.end()).iterator();
      }
    }
  }
}

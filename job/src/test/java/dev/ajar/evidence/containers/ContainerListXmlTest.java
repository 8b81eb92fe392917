package dev.ajar.evidence.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.lines.Mutations;
import dev.ajar.tables.ListPages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerListXmlTest {
  private static final String HEAD =
      "<?xml version='1.0' encoding='utf-8'?>"
          + "<EnumerationResults ServiceEndpoint='https://acme01.blob.core.windows.net/'>";
  private static final String TAIL = "<NextMarker /></EnumerationResults>";
  private static final String AT = " @2024-03-01T10:00:00Z";
  private static final String HELD = " @2024-02-01T09:00:01Z..2024-03-01T10:00:00Z";

  @TempDir Path folder;

  @Test
  void eachContainerIsThereAtItsLevelAndHasBeenSinceItsLastChange() {
    ReadText read =
        read(
            HEAD
                + "<Containers>"
                + container("Docs", "<PublicAccess>container</PublicAccess>")
                + container("named", "<PublicAccess>blob</PublicAccess>")
                + container("empty", "<PublicAccess />")
                + container("closed", "")
                + "</Containers>"
                + TAIL);

    assertThat(read.observations())
        .containsExactly(
            "held acme01/closed exists=true" + HELD,
            "held acme01/closed publicAccess=none" + HELD,
            "held acme01/docs exists=true" + HELD,
            "held acme01/docs publicAccess=container" + HELD,
            "held acme01/empty exists=true" + HELD,
            "held acme01/empty publicAccess=none" + HELD,
            "held acme01/named exists=true" + HELD,
            "held acme01/named publicAccess=blob" + HELD,
            "snapshot acme01/closed exists=true" + AT,
            "snapshot acme01/closed publicAccess=none" + AT,
            "snapshot acme01/docs exists=true" + AT,
            "snapshot acme01/docs publicAccess=container" + AT,
            "snapshot acme01/empty exists=true" + AT,
            "snapshot acme01/empty publicAccess=none" + AT,
            "snapshot acme01/named exists=true" + AT,
            "snapshot acme01/named publicAccess=blob" + AT);
    assertThat(read.mentions()).isEmpty();
    assertThat(read.pages()).containsExactly("containerList acme01 next=null filtered=false []");
    assertThat(read.tally()).isEqualTo("4 = 4 + 0 + 0, read");
  }

  @Test
  void aListIsWholeWhereItSaysThatNothingFollowsAndNothingWasChosen() {
    String none = "<Containers />";
    String table =
        """
        %1$s<NextMarker />                                        | null null false
        %1$s<NextMarker></NextMarker>                             | null null false
        <MaxResults>3</MaxResults>%1$s<NextMarker/>               | null null false
        <Prefix></Prefix>%1$s<NextMarker/>                        | null null false
        %1$s<NextMarker>/acme01/d</NextMarker>                    | null /acme01/d false
        <Marker>/acme01/d</Marker>%1$s<NextMarker>x</NextMarker>  | /acme01/d x false
        <Marker>x</Marker>%1$s<NextMarker/>                       | x null false
        <Prefix>a</Prefix>%1$s<NextMarker/>                       | null null true
        %1$s                                                      | null null true
        """
            .formatted(none);
    for (String line : table.lines().toList()) {
      int bar = line.indexOf('|');
      ReadText read = read(HEAD + line.substring(0, bar).trim() + "</EnumerationResults>");
      Row page = read.payload(SnapshotRows.PAGE).get(0);
      assertThat(
              "%s %s %s %s"
                  .formatted(
                      column(page, ListPages.SUBJECT),
                      column(page, ListPages.MARKER),
                      column(page, ListPages.NEXT),
                      column(page, ListPages.FILTERED)))
          .as(line)
          .isEqualTo("acme01 " + line.substring(bar + 1).trim());
      assertThat(read.tally()).isEqualTo("0 = 0 + 0 + 0, read");
    }
  }

  /** Unlike a list by az: Azure's own says that nothing follows. */
  @Test
  void aListOfExactlyAsManyAsFitOnePageMayBeWhole() {
    String list = HEAD + "<Containers>" + container("a", "").repeat(5_000) + "</Containers>" + TAIL;

    assertThat(read(list).pages())
        .containsExactly("containerList acme01 next=null filtered=false []");
  }

  @Test
  void deletedContainersDoNotExistUnlessTheyWereMadeAgain() {
    ReadText read =
        read(
            HEAD
                + "<Containers><Container><Name>again</Name><Deleted>true</Deleted>"
                + "<Version>01DB7228F6BEE6E7</Version><Properties><DeletedTime>Wed, 28 Feb 2024"
                + " 08:38:21 GMT</DeletedTime></Properties></Container>"
                + "<Container><Name>again</Name><Properties/></Container>"
                + "<Container><Name>gone</Name><Deleted>true</Deleted><Properties/></Container>"
                + "</Containers>"
                + TAIL);

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01/again exists=false @2024-02-28T08:38:22Z",
            "snapshot acme01/again exists=true" + AT,
            "snapshot acme01/again publicAccess=none" + AT,
            "snapshot acme01/gone exists=false" + AT);
    assertThat(read.tally()).isEqualTo("3 = 3 + 0 + 0, read");
  }

  @Test
  void theAccountIsTheEndpointsElseThePaths() {
    String list = "<Containers>" + container("a", "") + "</Containers>" + TAIL;
    String own = "<EnumerationResults ServiceEndpoint='https://files.example.com/'>" + list;

    assertThat(read("e/account=other1/c.xml", null, HEAD + list).pages())
        .containsExactly("containerList acme01 next=null filtered=false []");
    assertThat(read("e/account=other1/c.xml", null, own).pages())
        .containsExactly("containerList other1 next=null filtered=false []");
    assertThat(read(own).quarantined())
        .containsExactly(own.indexOf("<Container>") + " names no account");
  }

  @Test
  void versionsWithoutLevelsSayNothingOfThem() {
    String list = "<Containers>" + container("a", "") + "</Containers>" + TAIL;
    String old = "<EnumerationResults AccountName='https://acme01.blob.core.windows.net/'>" + list;

    assertThat(read("e/c.xml", "2015-12-11", HEAD + list).observations())
        .containsExactly("held acme01/a exists=true" + HELD, "snapshot acme01/a exists=true" + AT);
    assertThat(read("e/c.xml", "2016-05-31", HEAD + list).observations()).hasSize(4);
    assertThat(read("e/c.xml", null, old).observations()).hasSize(2);
  }

  @Test
  void badContainersAreQuarantinedAtTheirPlaceWithTheirText() {
    String unknown = container("b", "<PublicAccess>all</PublicAccess>");
    String nameless = "<Container><Properties/></Container>";
    String later =
        "<Container><Name>c</Name><Properties><Last-Modified>Fri, 01 Mar 2024 10:00:01 GMT"
            + "</Last-Modified></Properties></Container>";
    String head = "\u00ef\u00bb\u00bf" + HEAD + "<Containers>\r\n <!-- \u00c3\u00a9 < -->";
    String text =
        head
            + container("&#97;", "")
            + unknown
            + "\r\n"
            + nameless
            + later
            + "</Containers>"
            + TAIL;
    ReadText read = read("e/c.xml", null, text);

    assertThat(read.observations()).hasSize(4).allMatch(line -> line.contains("acme01/a "));
    assertThat(read.tally()).isEqualTo("4 = 1 + 0 + 3, read");
    assertThat(read.quarantined())
        .containsExactly(
            text.indexOf(unknown)
                + " publicAccess has no value that Azure documents (PowerShell writes numbers"
                + " unless told -EnumsAsStrings)",
            text.indexOf(nameless) + " names no container",
            text.indexOf(later)
                + " modified after the time at which the snapshot is said to be taken");
    assertThat(read.payload("quarantine"))
        .extracting(row -> row.getString(3).trim())
        .containsExactly(unknown, nameless, later);
    assertThat(read.pages()).containsExactly("containerList acme01 next=null filtered=true []");
  }

  /** Nothing of a declaration is resolved: no file is read, no address asked, nothing expands. */
  @Test
  void aDocumentTypeDeclarationEndsTheReading() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "<Name>stolen</Name>");
    String list =
        "<EnumerationResults ServiceEndpoint='https://acme01.blob.core.windows.net/'><Containers>"
            + "<Container><Name>&x;</Name><Properties/></Container></Containers>"
            + TAIL;
    for (String declared :
        List.of(
            "<!DOCTYPE EnumerationResults [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>",
            "<!DOCTYPE EnumerationResults [<!ENTITY % p SYSTEM '" + secret.toUri() + "'> %p;]>",
            "<!DOCTYPE EnumerationResults SYSTEM '" + secret.toUri() + "'>",
            "<!DOCTYPE EnumerationResults [<!ENTITY x 'plain'>]>",
            "<!DOCTYPE EnumerationResults [<!ENTITY y 'yyyyyyyyyy'>"
                + "<!ENTITY x '&y;&y;&y;&y;&y;&y;&y;&y;'>]>")) {
      ReadText read = read(declared + list);

      assertThat(read.tally()).as(declared).isEqualTo("1 = 0 + 0 + 1, unreadable");
      assertThat(read.quarantined()).containsExactly("0 " + ContainerListXml.DECLARATION);
      assertThat(read.rows().toString()).doesNotContain("stolen").doesNotContain("acme01/");
      assertThat(read.pages()).isEmpty();
    }
    assertThat(read(list).quarantined())
        .hasSize(1)
        .first()
        .asString()
        .endsWith(JsonRecords.BROKEN_DOCUMENT);
  }

  @Test
  void aListIsKeptUpToWhereItBreaks() {
    String whole = HEAD + "<Containers>" + container("a", "") + container("b", "");
    String table =
        """
        <Container><Name>c</Na                         | <Container><Name>c</Na
        <Container><Name>c</Name></Containers>         | <Container><Name>c</Name></Containers>
        </Containers><NextMarker>                      | <NextMarker>
        </Containers><NextMarker/></EnumerationResults>x | </EnumerationResults>x
        <Container><Name>\u0001</Name></Container>     | <Container><Name>
        """;
    for (String line : table.lines().toList()) {
      int bar = line.indexOf('|');
      ReadText read = read(whole + line.substring(0, bar).trim());

      assertThat(read.tally()).as(line).isEqualTo("3 = 2 + 0 + 1, unreadable");
      assertThat(read.problem()).isEqualTo(JsonRecords.BROKEN_DOCUMENT);
      assertThat(read.payload("quarantine").get(0).getString(3))
          .startsWith(line.substring(bar + 1).trim());
      assertThat(read.observations()).hasSize(8);
      assertThat(read.pages()).hasSize(1).first().asString().contains("filtered=true");
    }
  }

  @Test
  void whatIsNoListOfContainersIsOneBadRecord() {
    String deep = "<a>".repeat(40) + "</a>".repeat(40);
    String table =
        """
        <?xml version="1.0"?><Error><Code>AuthenticationFailed</Code></Error> | read
        <EnumerationResults ContainerName='c'><Blobs/><NextMarker/></EnumerationResults> | read
        <x:y/>                                                                | unreadable
        \t <?xml version="1.0" encoding="latin-9"?><a/>                      | read
        <                                                                     | unreadable
        <a>\u00ff</a>                                                         | unreadable
        %s                                                                    | unreadable
        """
            .formatted(deep);
    for (String line : table.lines().toList()) {
      int bar = line.indexOf('|');
      ReadText read = read("e/account=acme01/c.xml", null, line.substring(0, bar));

      assertThat(read.tally())
          .as(line)
          .isEqualTo("1 = 0 + 0 + 1, " + line.substring(bar + 1).trim());
      assertThat(read.pages()).isEmpty();
      assertThat(read.observations()).isEmpty();
    }
  }

  @Test
  void signaturesAreCut() {
    ReadText read =
        read(
            HEAD
                + "<Marker>m?sig=SeCrEt%2Fvalue</Marker><Containers><Container><Name>"
                + "x?sig=SeCrEt%2Fvalue</Name><Properties><PublicAccess>sig=SeCrEt%2Fvalue"
                + "</PublicAccess></Properties></Container></Containers>"
                + "<NextMarker>n?sig=SeCrEt%2Fvalue</NextMarker></EnumerationResults>");

    assertThat(read.rows().toString()).doesNotContain("SeCrEt").contains(FileTally.READ);
  }

  @Test
  void aStoreThatFailsKeepsWhatCameBefore() {
    String text = HEAD + "<Containers>" + container("a", "") + "<Container><Name>b";
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new EOFException();
              }

              @Override
              public int read(byte[] into, int from, int count) throws IOException {
                throw new EOFException();
              }
            });
    ReadText read = ReadText.of(reader(null), SnapshotRows.READING, "e/c.xml", failing);

    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, unreadable");
    assertThat(read.problem()).isEqualTo("the file breaks off: EOFException");
    assertThat(read.pages()).containsExactly("containerList acme01 next=null filtered=true []");
  }

  @Test
  void withoutATimeNothingIsRead() {
    ReadText read =
        ReadText.of(
            new ContainerSnapshotReader(ReadText.source(SourceKind.CONTAINERS, null, null)),
            SnapshotRows.READING,
            "e/c.xml",
            HEAD + "<Containers/>" + TAIL);

    assertThat(read.rows()).hasSize(1);
    assertThat(read.tally()).isEqualTo("0 = 0 + 0 + 0, unreadable");
  }

  @Test
  void oneEndlessTagIsNotHeldInMemory() {
    String endless = HEAD + "<Containers>" + container("a", "") + "<Container a='";
    ReadText read = read(endless + "x".repeat(3 << 20));

    assertThat(read.tally()).isEqualTo("2 = 1 + 0 + 1, unreadable");
  }

  /** Whatever becomes of a file, it balances, and nothing is printed or thrown. */
  @Test
  void brokenFilesBalance() {
    String list =
        HEAD
            + "<Marker>x</Marker><Containers>"
            + container("a", "<PublicAccess>blob</PublicAccess>")
            + "<!-- c --><Container><Name><![CDATA[b]]></Name><Properties/><Metadata><k>&lt;"
            + "</k></Metadata></Container>"
            + "</Containers><NextMarker>y</NextMarker></EnumerationResults>";
    Random random = new Random(7);
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 3_000; i++) {
        byte[] bytes = Mutations.of(list.getBytes(StandardCharsets.UTF_8), random);
        ReadText read =
            ReadText.of(
                reader(null), SnapshotRows.READING, "e/c.xml", new ByteArrayInputStream(bytes));
        assertThat(read.payload("source")).hasSize(1);
        assertThat(read.payload(SnapshotRows.PAGE)).hasSizeLessThan(2);
      }
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static Object column(Row page, String name) {
    return ReadText.value(page, ListPages.TABLE.columns(), name);
  }

  private static String container(String name, String more) {
    return "<Container><Name>"
        + name
        + "</Name><Properties><Last-Modified>Thu, 01 Feb 2024 09:00:00 GMT</Last-Modified>"
        + "<Etag>\"0x8D72CD4204D519B\"</Etag><LeaseStatus>unlocked</LeaseStatus>"
        + more
        + "<HasLegalHold>false</HasLegalHold></Properties></Container>";
  }

  private static ReadText read(String xml) {
    return read("evidence/containers.xml", null, xml);
  }

  /** {@code xml} is written byte for byte, as Latin-1. */
  private static ReadText read(String path, String version, String xml) {
    return ReadText.of(
        reader(version),
        SnapshotRows.READING,
        path,
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static ContainerSnapshotReader reader(String version) {
    return new ContainerSnapshotReader(
        ReadText.source(SourceKind.CONTAINERS, "2024-03-01T10:00:00Z", version));
  }
}

package dev.ajar.evidence.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContainerSnapshotReaderTest {
  private static final String ID =
      "/subscriptions/Sub1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acme01"
          + "/blobServices/default/containers/";

  @Test
  void armPageGivesLevelAndSinceWhenItHeld() {
    ReadText read =
        read(
            "{'value':[{'id':'"
                + ID
                + "Docs','name':'docs',"
                + "'type':'Microsoft.Storage/storageAccounts/blobServices/containers',"
                + "'properties':{'publicAccess':'Container',"
                + "'lastModifiedTime':'2023-08-29T20:29:16.0000000Z'}}]}");

    assertThat(read.observations())
        .containsExactly(
            "held acme01/docs exists=true @2023-08-29T20:29:17Z..2024-03-01T10:00:00Z",
            "held acme01/docs publicAccess=container @2023-08-29T20:29:17Z..2024-03-01T10:00:00Z",
            "snapshot acme01/docs exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01/docs publicAccess=container @2024-03-01T10:00:00Z");
    assertThat(read.mentions())
        .containsExactly("mention acme01 subscription=sub1 @2024-03-01T10:00:00Z");
    assertThat(read.pages()).containsExactly("containerList acme01 next=null filtered=false []");
    assertThat(read.tally()).isEqualTo("1 = 1 + 0 + 0, read");
  }

  @Test
  void azListIsFlatAndDeletedContainersDoNotExist() {
    ReadText read =
        read(
            "[{'id':'"
                + ID
                + "old','name':'old','deleted':true,'publicAccess':'Blob',"
                + "'lastModifiedTime':'2023-01-01T00:00:00+00:00'},"
                + "{'id':'"
                + ID
                + "again','name':'again','deleted':true,'publicAccess':'Blob'},"
                + "{'id':'"
                + ID
                + "again','name':'again','publicAccess':'None'}]");

    assertThat(read.observations())
        .containsExactly(
            "snapshot acme01/again exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01/again publicAccess=none @2024-03-01T10:00:00Z",
            "snapshot acme01/old exists=false @2024-03-01T10:00:00Z");
  }

  @Test
  void dataPlaneListShowsPrivateAsNullAndNamesItsAccountOnlyInThePath() {
    String list =
        "[{'name':'a','properties':{'publicAccess':null,'lastModified':'2024-02-29T09:00:00+00:00'}},"
            + "{'name':'b','properties':{'publicAccess':'blob'}},{'name':'c','properties':{}}]";
    ReadText read = atAcme07(list);

    assertThat(read.observations())
        .containsExactly(
            "held acme07/a exists=true @2024-02-29T09:00:01Z..2024-03-01T10:00:00Z",
            "held acme07/a publicAccess=none @2024-02-29T09:00:01Z..2024-03-01T10:00:00Z",
            "snapshot acme07/a exists=true @2024-03-01T10:00:00Z",
            "snapshot acme07/a publicAccess=none @2024-03-01T10:00:00Z",
            "snapshot acme07/b exists=true @2024-03-01T10:00:00Z",
            "snapshot acme07/b publicAccess=blob @2024-03-01T10:00:00Z",
            "snapshot acme07/c exists=true @2024-03-01T10:00:00Z");
    assertThat(read.pages()).containsExactly("containerList acme07 next=null filtered=false []");

    ReadText nameless = read(list);
    assertThat(nameless.tally()).isEqualTo("3 = 0 + 0 + 3, read");
    assertThat(nameless.quarantined()).allMatch(line -> line.endsWith("names no account"));
    assertThat(nameless.pages()).isEmpty();
  }

  /** As {@code az storage container list} writes it; the last element with --show-next-marker. */
  @Test
  void aListByAzIsWholeIfItSaysSoOrIsNotAsLongAsAzShows() {
    String table =
        """
        4999 |                      | null false
        5000 |                      | null true
        5001 |                      | null false
        5000 | {'nextMarker': null} | null false
        5000 | {'nextMarker': 'm'}  | m false
        3    | {'nextMarker': 'm'}  | m false
        0    | {'nextMarker': null} | null false
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", 3);
      int count = Integer.parseInt(cells[0].trim());
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        elements.add(
            "{'deleted':null,'encryptionScope':{'defaultEncryptionScope':'$account-encryption-key'},"
                + "'immutableStorageWithVersioningEnabled':false,'metadata':null,'name':'c%d',"
                    .formatted(i)
                + "'properties':{'etag':'x','hasImmutabilityPolicy':false,'hasLegalHold':false,"
                + "'lastModified':'2024-02-01T09:00:00+00:00','lease':{'duration':null,"
                + "'state':'available','status':'unlocked'},'publicAccess':'blob'},'version':null}");
      }
      if (!cells[1].isBlank()) {
        elements.add(cells[1].trim());
      }
      ReadText read = atAcme07("[" + String.join(",\n", elements) + "]");
      String[] page = cells[2].trim().split(" ", 2);

      assertThat(read.pages())
          .as(line)
          .containsExactly(
              "containerList acme07 next=%s filtered=%s []".formatted(page[0], page[1]));
      assertThat(read.tally()).isEqualTo("%1$d = %1$d + 0 + 0, read".formatted(elements.size()));
      assertThat(read.observations()).hasSize(4 * count);
    }
  }

  @Test
  void aListByArmIsAsLongAsItIs() {
    String page =
        Stream.generate(() -> "{'id':'" + ID + "x','publicAccess':'Blob'}")
            .limit(5_000)
            .collect(Collectors.joining(",", "{'value':[", "]}"));

    assertThat(read(page).pages())
        .containsExactly("containerList acme01 next=null filtered=false []");
  }

  @Test
  void emptyListIsOfTheAccountThatThePathNames() {
    assertThat(read("[]").pages()).isEmpty();
    assertThat(
            ReadText.of(
                    reader(),
                    SnapshotRows.READING,
                    "e/storageAccounts/acme08/containers.json",
                    "{\"value\": []}")
                .pages())
        .containsExactly("containerList acme08 next=null filtered=false []");
  }

  @Test
  void aDeletedContainerDoesNotExistSinceItsDeletion() {
    String table =
        """
        '2024-02-28T08:38:21.5Z'    | @2024-02-28T08:38:22Z
        '2024-03-01T09:59:59Z'      |
        null                        |
        '2024-03-01T10:00:01Z'      | deleted after the time at which the snapshot is said to be taken
        'soon'                      | deleted: time cannot be read
        '0001-01-01T00:00:00Z'      | deleted: time out of range
        """;
    for (String line : table.lines().toList()) {
      int bar = line.indexOf('|');
      String expected = line.substring(bar + 1).trim();
      ReadText read =
          read(
              "[{'id':'"
                  + ID
                  + "x','properties':{'deleted':true,'deletedTime':"
                  + line.substring(0, bar).trim()
                  + "}}]");
      List<String> observed = new ArrayList<>();
      if (expected.startsWith("@")) {
        observed.add("snapshot acme01/x exists=false " + expected);
      }
      if (expected.isEmpty() || expected.startsWith("@")) {
        observed.add("snapshot acme01/x exists=false @2024-03-01T10:00:00Z");
      } else {
        assertThat(read.quarantined()).as(line).containsExactly("1 " + expected);
      }
      assertThat(read.observations()).as(line).isEqualTo(observed);
    }
  }

  @Test
  void modifiedInTheSecondOfTheSnapshotHoldsNothing() {
    assertThat(
            read("[{'id':'"
                    + ID
                    + "x','publicAccess':'Blob',"
                    + "'lastModifiedTime':'2024-03-01T10:00:00Z'}]")
                .observations())
        .containsExactly(
            "snapshot acme01/x exists=true @2024-03-01T10:00:00Z",
            "snapshot acme01/x publicAccess=blob @2024-03-01T10:00:00Z");
  }

  @Test
  void modifiedAfterTheSnapshotContradictsIt() {
    ReadText read =
        read(
            "[{'id':'"
                + ID
                + "x','publicAccess':'Blob',"
                + "'lastModifiedTime':'2024-03-01T10:00:01Z'}]");

    assertThat(read.observations()).isEmpty();
    assertThat(read.quarantined())
        .containsExactly("1 modified after the time at which the snapshot is said to be taken");
    assertThat(read.pages()).containsExactly("containerList acme01 next=null filtered=true []");
  }

  @Test
  void heldReachesOnlyTheFirstInstantOfASnapshotsDay() {
    ReadText read =
        ReadText.of(
            new ContainerSnapshotReader(ReadText.source(SourceKind.CONTAINERS, null, null)),
            SnapshotRows.READING,
            "e/20240301/c.json",
            json(
                "[{'id':'"
                    + ID
                    + "x','publicAccess':'Blob',"
                    + "'lastModifiedTime':'2024-02-01T00:00:00Z'}]"));

    assertThat(read.observations())
        .contains(
            "held acme01/x publicAccess=blob @2024-02-01T00:00:01Z..2024-03-01T00:00:00Z",
            "snapshot acme01/x publicAccess=blob @2024-03-01T00:00:00Z"
                + "..2024-03-01T23:59:59.999999900Z");
  }

  @Test
  void unknownLevelsAndOtherResourcesAreNotRead() {
    ReadText read =
        read(
            "[{'id':'"
                + ID
                + "x','publicAccess':1},"
                + "{'id':'/subscriptions/s/x','type':'Microsoft.Web/sites','name':'y'},"
                + "{'id':'"
                + ID
                + "z','publicAccess':'Blob','lastModifiedTime':'0001-01-01T00:00:00Z'}]");

    assertThat(read.tally()).isEqualTo("3 = 0 + 1 + 2, read");
    assertThat(read.quarantined())
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(
            "publicAccess has no value that Azure documents (PowerShell writes numbers unless told"
                + " -EnumsAsStrings)",
            "modified: time out of range");
  }

  private static ReadText atAcme07(String json) {
    return ReadText.of(
        reader(), SnapshotRows.READING, "e/account=acme07/containers.json", json(json));
  }

  private static ReadText read(String json) {
    return ReadText.of(reader(), SnapshotRows.READING, "evidence/containers.json", json(json));
  }

  private static ContainerSnapshotReader reader() {
    return new ContainerSnapshotReader(
        ReadText.source(SourceKind.CONTAINERS, "2024-03-01T10:00:00Z", null));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}

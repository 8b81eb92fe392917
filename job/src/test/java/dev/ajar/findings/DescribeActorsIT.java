package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import dev.ajar.config.Known;
import dev.ajar.config.Known.Named;
import dev.ajar.model.ActorKey;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Observations;
import dev.ajar.testing.RowsOf;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DescribeActorsIT {
  private static final Known KNOWN =
      new Known(
          List.of(
              new Named("TENANT-OWN", "Contoso", "own"), new Named("tenant-v", "Socly", "vendor")),
          List.of(
              new Named("OID-BACKUP", "Backup", "own"), new Named("app-v", "Deployer", "vendor")),
          List.of(
              new Named("203.0.113.0/24", "HQ egress", "own"),
              new Named("203.0.113.9/32", "Guest wifi", "partner")),
          List.of(
              new Named("Censys", "Censys", "known-scanner"), new Named("curl", "Tool", "own")));
  private static final Dataset<Row> NOBODY = RowsOf.table(Observations.TABLE);
  private static final String VENDOR = ActorKey.oauth("oid-v", null, null).id();
  private static final String PLATFORM = ActorKey.platform().id();

  @Test
  void eachActorHasItsRelationByTheStrongestRuleAndItsCounts() {
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            // An own principal, by its object id, in two windows at once.
            request("w1", "backup", "r1").put("object_id", "oid-backup").put("bytes_out", 10L),
            request("w2", "backup", "r1").put("object_id", "oid-backup").put("bytes_out", 10L),
            request("w1", "backup", "r2").put("object_id", "oid-backup").put("object", "b"),
            // Another one of the own tenant: one record names it, one does not.
            request("w1", "colleague", "r3").put("tenant_id", "tenant-own").put("upn", "a@contoso"),
            request("w1", "colleague", "r4").put("caller_ip", "198.51.100.7"),
            // Anonymous callers.
            anonymous("hq", "r5", "203.0.113.7"),
            anonymous("wifi", "r6", "203.0.113.9"),
            anonymous("stranger", "r7", "198.51.100.7"),
            anonymous("v6", "r8", "2001:db8:0:1::7"),
            anonymous("private", "r9", "10.0.0.4"),
            anonymous("scanner", "r10", "192.0.2.1").put("user_agent", "x censys/1.1"),
            anonymous("mixed", "r11", "192.0.2.2").put("user_agent", "CENSYS"),
            anonymous("mixed", "r12", "192.0.2.2").put("user_agent", null),
            anonymous("claims", "r13", "192.0.2.3").put("user_agent", "curl/8"),
            // A SAS that names an own principal is not that principal.
            anonymous("sas", "r14", "192.0.2.4")
                .put("auth_type", "sas")
                .put("object_id", "oid-backup")
                .put("tenant_id", "tenant-own")
                .put("sas_sha256", "ABCDEF0123456789"),
            // One actor, an own and an unknown network.
            request("w1", "roaming", "r15").put("caller_ip", "203.0.113.7"),
            request("w1", "roaming", "r16").put("caller_ip", "192.0.2.5"),
            request("w1", PLATFORM, "r17").put("auth_type", "trusted-access"),
            // Written and deleted; a failed write is no write.
            request("w1", "writer", "r18").put("operation_class", "write"),
            request("w1", "writer", "r19").put("operation_class", "write").put("succeeded", false),
            request("w1", "writer", "r20").put("operation_class", "delete"),
            // Without a request id, each record is a request.
            request("w1", "nameless", null).put("offset", 1L),
            request("w2", "nameless", null).put("offset", 1L),
            request("w1", "nameless", null).put("offset", 2L));
    Dataset<Row> events =
        RowsOf.table(
            Events.TABLE,
            RowsOf.row("actor_id", VENDOR)
                .put("at", "2024-02-01T00:00:00Z")
                .put("caller", "app-v")
                .put("app_id", "APP-V")
                .put("object_id", "oid-v")
                .put("tenant_id", "tenant-own"));
    Dataset<Row> windows =
        RowsOf.table(
            ExposureWindows.TABLE,
            RowsOf.row("opened_actor_id", VENDOR).put("opened_by", "someone else"),
            RowsOf.row("closed_actor_id", "closer").put("closed_by", "nobody@x"));

    Map<String, Row> actors =
        DescribeActors.transform(accesses, events, windows, NOBODY, KNOWN).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row));

    assertThat(actors).hasSize(17);
    assertThat(said(actors, "backup"))
        .isEqualTo("oauth Backup own principal OID-BACKUP Backup 2 2 10");
    assertThat(said(actors, "colleague"))
        .isEqualTo("oauth a@contoso own tenant TENANT-OWN Contoso 2 1 0");
    assertThat(said(actors, "hq"))
        .isEqualTo("anonymous 203.0.113.7 own network 203.0.113.0/24 HQ egress 1 1 0");
    assertThat(said(actors, "wifi"))
        .isEqualTo("anonymous 203.0.113.9 partner network 203.0.113.9/32 Guest wifi 1 1 0");
    assertThat(said(actors, "stranger")).isEqualTo("anonymous 198.51.100.7 unknown null 1 1 0");
    assertThat(said(actors, "v6")).isEqualTo("anonymous 2001:db8:0:1::/64 unknown null 1 1 0");
    assertThat(said(actors, "private")).isEqualTo("anonymous 10.0.0.4 unknown null 1 1 0");
    assertThat(said(actors, "scanner"))
        .isEqualTo("anonymous 192.0.2.1 known-scanner agent Censys Censys 1 1 0");
    assertThat(said(actors, "mixed")).isEqualTo("anonymous 192.0.2.2 unknown null 2 1 0");
    assertThat(said(actors, "claims")).isEqualTo("anonymous 192.0.2.3 unknown null 1 1 0");
    assertThat(said(actors, "sas")).isEqualTo("sas sas ABCDEF01 from 192.0.2.4 unknown null 1 1 0");
    assertThat(said(actors, "roaming")).isEqualTo("oauth oauth from 192.0.2.5 unknown null 2 1 0");
    assertThat(said(actors, PLATFORM)).isEqualTo("platform Azure platform TrustedAccess 1 1 0");
    assertThat(said(actors, VENDOR))
        .isEqualTo("oauth Deployer vendor principal app-v Deployer 0 0 0");
    assertThat(said(actors, "closer")).isEqualTo("null nobody@x unknown null 0 0 0");
    assertThat(actors.get("writer").<Long>getAs(Actors.WRITES)).isEqualTo(1);
    assertThat(actors.get("writer").<Long>getAs(Actors.DELETES)).isEqualTo(1);
    assertThat(actors.get("nameless").<Long>getAs(Actors.REQUESTS)).isEqualTo(2);
    assertThat(actors.get("roaming").getList(5).toArray())
        .containsExactly("192.0.2.5", "203.0.113.7");
    assertThat(actors.get(VENDOR).getTimestamp(6).toInstant()).hasToString("2024-02-01T00:00:00Z");
  }

  @Test
  void whomTheConfigurationDoesNotNameTheDirectoryMay() {
    Dataset<Row> listed =
        RowsOf.table(
            Observations.TABLE,
            principal("member", "'type':'user','upn':'Ann@contoso','userType':'member'"),
            principal("guest", "'type':'user','upn':'gil@x','userType':'guest'"),
            principal("untold", "'type':'user','upn':'una@contoso'"),
            principal("was-guest", "'type':'user','displayName':'Old','userType':'guest'"),
            principal("was-guest", "'type':'user','displayName':'New','userType':'member'")
                .put("observed_ticks", 9L),
            principal("vendor-app", app("tenant-v")),
            principal("own-app", app("tenant-own")),
            principal("foreign-app", app("elsewhere")),
            principal("identity", "'type':'managed-identity'"),
            principal("group", "'type':'group','displayName':'Staff'"),
            principal("named-app", "'type':'service-principal','appId':'app-v'"),
            principal("oid-backup", "'type':'user','upn':'backup@contoso','userType':'guest'"));
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            requester("member"),
            requester("guest"),
            request("w1", "guest-at-hq", "r1")
                .put("object_id", "guest")
                .put("caller_ip", "203.0.113.7"),
            requester("untold"),
            requester("was-guest"),
            requester("vendor-app"),
            requester("own-app"),
            requester("foreign-app"),
            requester("identity").put("tenant_id", null),
            requester("group"),
            requester("named-app"),
            requester("oid-backup"),
            requester("not-listed"),
            requester("member")
                .put("auth_type", "sas")
                .put("actor_id", "sas")
                .put("request_id", "r2"));
    Dataset<Row> windows =
        RowsOf.table(
            ExposureWindows.TABLE,
            RowsOf.row("opened_actor_id", "opener").put("opened_by", "ANN@contoso"),
            RowsOf.row("closed_actor_id", "closer").put("closed_by", "Member"));

    Map<String, String> said =
        DescribeActors.transform(accesses, RowsOf.table(Events.TABLE), windows, listed, KNOWN)
            .collectAsList()
            .stream()
            .collect(
                Collectors.toMap(
                    row -> row.getString(0),
                    row -> row.getString(3) + ", " + row.getString(4) + ": " + row.getString(2)));

    String member = "own, principal member (Entra user, Member): ";
    assertThat(said)
        .containsEntry("member", "own, tenant TENANT-OWN Contoso: Ann@contoso")
        .containsEntry("guest", "unknown, principal guest (Entra user, Guest): gil@x")
        .containsEntry("guest-at-hq", "own, network 203.0.113.0/24 HQ egress: gil@x")
        .containsEntry("untold", "own, tenant TENANT-OWN Contoso: una@contoso")
        .containsEntry("was-guest", "unknown, principal was-guest (Entra user, Guest): New")
        .containsEntry("vendor-app", "vendor, tenant tenant-v Socly: App")
        .containsEntry("own-app", "own, tenant TENANT-OWN Contoso: App")
        .containsEntry(
            "foreign-app", "unknown, principal foreign-app (Entra service principal): App")
        .containsEntry("identity", "own, principal identity (Entra managed identity): identity")
        .containsEntry("group", "own, tenant TENANT-OWN Contoso: Staff")
        .containsEntry("named-app", "vendor, principal app-v Deployer: Deployer")
        .containsEntry("oid-backup", "own, principal OID-BACKUP Backup: Backup")
        .containsEntry("not-listed", "own, tenant TENANT-OWN Contoso: Contoso")
        .containsEntry("opener", member + "ANN@contoso")
        .containsEntry("closer", member + "Ann@contoso")
        .containsEntry("sas", "unknown, null: sas from 192.0.2.5")
        .hasSize(16);
  }

  private static String app(String owner) {
    return "'type':'service-principal','displayName':'App','ownerTenant':'%s'".formatted(owner);
  }

  private static RowsOf.Values principal(String id, String value) {
    return RowsOf.row("setting", "principal")
        .put("item", id)
        .put("value", "{" + value.replace('\'', '"') + "}");
  }

  /** A request with a token of the own tenant, as guests and vendors' applications get them too. */
  private static RowsOf.Values requester(String id) {
    return request("w1", id, id).put("object_id", id).put("tenant_id", "tenant-own");
  }

  @Test
  void theCopyEnginesAddressIsNotTheCopiers() {
    Dataset<Row> accesses =
        RowsOf.table(
            Accesses.TABLE,
            request("w1", "copier", "r1").put("caller_ip", "203.0.113.7"),
            anonymous("copier", "r2", "52.1.2.3")
                .put("auth_type", "sas")
                .put("copy_destination", "https://x/y")
                .put("bytes_out", 9L));

    Row actor =
        DescribeActors.transform(
                accesses,
                RowsOf.table(Events.TABLE),
                RowsOf.table(ExposureWindows.TABLE),
                NOBODY,
                KNOWN)
            .where(col(Actors.ACTOR_ID).equalTo("copier"))
            .first();
    assertThat(actor.<String>getAs(Actors.RELATION)).isEqualTo("own");
    assertThat(actor.<String>getAs(Actors.KIND)).isEqualTo("oauth");
    assertThat(actor.<Long>getAs(Actors.BYTES_OUT)).isEqualTo(9);
    assertThat(actor.getList(5).toArray()).containsExactly("203.0.113.7");
  }

  @Test
  void aBadNetworkIsAMistakeOfTheConfiguration() {
    Known bad =
        new Known(
            List.of(), List.of(), List.of(new Named("203.0.113.0/33", "HQ", "own")), List.of());

    assertThatThrownBy(() -> new Relations(bad))
        .isInstanceOfSatisfying(
            AjarException.class, e -> assertThat(e.exitCode()).isEqualTo(AjarException.EXIT_USAGE))
        .hasMessageContaining("'203.0.113.0/33' is no address range");
  }

  @Test
  void noRecordsNoActors() {
    assertThat(
            DescribeActors.transform(
                    RowsOf.table(Accesses.TABLE),
                    RowsOf.table(Events.TABLE),
                    RowsOf.table(ExposureWindows.TABLE),
                    NOBODY,
                    Known.NOBODY)
                .collectAsList())
        .isEmpty();
  }

  private static String said(Map<String, Row> actors, String id) {
    Row row = actors.get(id);
    return row.getString(1)
        + " "
        + row.getString(2)
        + " "
        + row.getString(3)
        + " "
        + row.getString(4)
        + " "
        + row.<Long>getAs(Actors.REQUESTS)
        + " "
        + row.<Long>getAs(Actors.OBJECTS)
        + " "
        + row.<Long>getAs(Actors.BYTES_OUT);
  }

  private static RowsOf.Values request(String window, String actor, String requestId) {
    return RowsOf.row("window_id", window)
        .put("actor_id", actor)
        .put("request_id", requestId)
        .put("at", "2024-02-10T00:00:00Z")
        .put("account", "contosodata")
        .put("container", "net")
        .put("object", "a")
        .put("operation", "GetBlob")
        .put("operation_class", "read")
        .put("operation_count", 0L)
        .put("succeeded", true)
        .put("auth_type", "oauth")
        .put("caller_ip", "192.0.2.5")
        .put("file", "PT1H.json")
        .put("offset", 0L);
  }

  private static RowsOf.Values anonymous(String actor, String requestId, String address) {
    return request("w1", actor, requestId).put("auth_type", "anonymous").put("caller_ip", address);
  }
}

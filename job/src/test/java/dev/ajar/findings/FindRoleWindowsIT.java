package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Observations;
import dev.ajar.testing.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Which role assignments open windows, on which accounts, and how sure (exposure.md §3). */
class FindRoleWindowsIT {
  private static final Known KNOWN =
      new Known(
          List.of(),
          List.of(
              new Known.Named("staff", "our own", "own"),
              new Known.Named("socly", "a vendor", "vendor")),
          List.of(),
          List.of());

  private static final String READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
  private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
  private static final String PLAIN_READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  private static final String ACCOUNT =
      "/subscriptions/s1/resourcegroups/g1/providers/microsoft.storage/storageaccounts/acct";

  /** acct is in s1/g1, twin in s1 and nobody knows which group, far in s2, lost in none known. */
  private static final String ACCOUNTS =
      """
      account | setting               | basis    | value | observed_ticks | file | offset
      acct    | subscription          | mention  | s1    | 0              | a    | 1
      acct    | resourceGroup         | mention  | g1    | 0              | a    | 1
      acct    | exists                | snapshot | true  | %1$d           | a    | 1
      acct    | creationTime          | snapshot | 2020-01-01T00:00:00Z | %1$d | a | 1
      acct    | networkAcls           | snapshot | Allow | %1$d           | a    | 1
      acct    | publicNetworkAccess   | snapshot | Enabled | %1$d         | a    | 1
      acct    | allowSharedKeyAccess  | snapshot | true  | %1$d           | a    | 1
      twin    | subscription          | mention  | s1    | 0              | a    | 2
      far     | subscription          | mention  | s2    | 0              | a    | 3
      far     | resourceGroup         | mention  | g1    | 0              | a    | 3
      lost    | exists                | mention  |       | 0              | a    | 4
      """
          .formatted(day(20));

  @Test
  void onlyRolesThatReachBlobsForSomebodyElseOpenWindows() {
    assertThat(
            told(
                assigned("vendor-reads", "socly", READER, ACCOUNT),
                assigned("unknown-reads", "stranger", READER, ACCOUNT),
                assigned("our-own", "staff", READER, ACCOUNT),
                assigned("vendor-keys", "socly", CONTRIBUTOR, ACCOUNT),
                assigned("vendor-plain", "socly", PLAIN_READER, ACCOUNT),
                assigned("nobody-defined", "socly", "custom", ACCOUNT),
                assigned(
                    "in-a-container",
                    "socly",
                    READER,
                    ACCOUNT + "/blobservices/default/containers/docs"),
                assigned(
                    "of-a-queue", "socly", READER, ACCOUNT + "/queueservices/default/queues/q")))
        .containsExactlyInAnyOrder(
            "acct |  | vendor-reads | [list, read] | proven | false",
            "acct |  | unknown-reads | [list, read] | proven | false",
            "acct |  | vendor-keys | [delete, list, read, write] | proven | true",
            "acct |  | nobody-defined | [delete, list, read, write] | possible | true",
            "acct | docs | in-a-container | [list, read] | proven | false");
  }

  @Test
  void theDirectorySaysWhoIsNobodyElse() {
    assertThat(
            told(
                listed("ann", "\"type\":\"user\",\"userType\":\"member\""),
                listed("gil", "\"type\":\"user\",\"userType\":\"guest\""),
                listed("vm", "\"type\":\"managed-identity\""),
                listed("all", "\"type\":\"group\""),
                listed("app", "\"type\":\"service-principal\""),
                listed("own-app", "\"type\":\"service-principal\",\"appId\":\"staff\""),
                listed("socly", "\"type\":\"user\",\"userType\":\"member\""),
                assigned("to-a-member", "ann", READER, ACCOUNT),
                assigned("to-a-guest", "gil", READER, ACCOUNT),
                assigned("to-an-identity", "vm", READER, ACCOUNT),
                assigned("to-a-group", "all", READER, ACCOUNT),
                assigned("to-an-app", "app", READER, ACCOUNT),
                assigned("to-an-own-app", "own-app", READER, ACCOUNT),
                assigned("to-the-vendor", "socly", READER, ACCOUNT)))
        .containsExactlyInAnyOrder(
            "acct |  | to-a-guest | [list, read] | proven | false",
            "acct |  | to-a-group | [list, read] | proven | false",
            "acct |  | to-an-app | [list, read] | proven | false",
            "acct |  | to-the-vendor | [list, read] | proven | false");
  }

  @Test
  void aDefinitionSaysWhatACustomRoleGivesAndOverrulesNoBuiltInByName() {
    String reads =
        "{\"actions\":[\"*/read\"],\"dataActions\":[\"microsoft.storage/storageaccounts/blobservices/containers/blobs/read\"],\"notActions\":[],\"notDataActions\":[]}";
    String nothing =
        "{\"actions\":[\"*/read\"],\"dataActions\":[],\"notActions\":[],\"notDataActions\":[]}";

    assertThat(
            told(
                defined("custom", reads),
                defined("harmless", nothing),
                assigned("custom-reads", "socly", "custom", ACCOUNT),
                assigned("custom-nothing", "socly", "harmless", ACCOUNT)))
        .containsExactly("acct |  | custom-reads | [list, read] | proven | false");
  }

  @Test
  void whatIsNotKnownToCoverAnAccountMakesItsWindowPossible() {
    assertThat(
            told(
                    assigned("sub", "socly", READER, "/subscriptions/s1"),
                    assigned("group", "socly", READER, "/subscriptions/s1/resourcegroups/g1"),
                    assigned("other-group", "socly", READER, "/subscriptions/s1/resourcegroups/g2"),
                    assigned(
                        "managed",
                        "socly",
                        READER,
                        "/providers/microsoft.management/managementgroups/m"),
                    assigned("root", "socly", READER, "/"))
                .stream()
                .map(line -> line.replace(" | [list, read]", "").replace(" | false", ""))
                .filter(line -> !line.startsWith("far |  | root"))
                .toList())
        .containsExactlyInAnyOrder(
            "acct |  | sub | proven",
            "twin |  | sub | possible",
            "lost |  | sub | possible",
            "acct |  | group | proven",
            "twin |  | group | possible",
            "lost |  | group | possible",
            "twin |  | other-group | possible",
            "lost |  | other-group | possible",
            "acct |  | managed | possible",
            "twin |  | managed | possible",
            "far |  | managed | possible",
            "lost |  | managed | possible",
            "acct |  | root | proven",
            "twin |  | root | possible",
            "lost |  | root | possible");
  }

  @Test
  void itLastsFromItsCreationToItsDeletion() {
    assertThat(
            times(
                ALWAYS,
                created("created", 5),
                snapshot("created", 20),
                changed("deleted", 12, "false"),
                created("deleted", 5),
                snapshot("deleted", 10),
                created("made-again", 5),
                changed("made-again", 12, "false"),
                changed("made-again", 18, value("socly", READER, ACCOUNT)),
                snapshot("made-again", 20)))
        .containsExactlyInAnyOrder(
            "created: (5, 5] to (28, null]",
            "deleted: (5, 5] to (12, 12]",
            "made-again: (5, 5] to (12, 12]",
            "made-again: (18, 18] to (28, null]");
  }

  @Test
  void withoutTheActivityLogItsEndIsNotKnown() {
    assertThat(times(NEVER, created("seen", 5), snapshot("seen", 20)))
        .containsExactly("seen: (5, 20] to (20, null]");
  }

  @Test
  void theEventSaysByWhomAndADeletionWhatItWas() {
    String vendor = value("socly", READER, ACCOUNT);
    String events =
        """
        setting | basis | item | value | previous_value | observed_ticks | started_ticks | caller | actor_id | correlation_id | file | offset
        roleAssignment | change | made | %1$s | false | %2$d | %3$d | ann | a1 | c1 | r | 7
        roleAssignment | change | gone | false | %1$s | %4$d | %4$d | bob | b1 | c2 | r | 7
        roleAssignment | change | bare | false |      | %4$d | %4$d | bob | b1 | c3 | r | 7
        """
            .formatted(vendor, day(5) + 10 * Ticks.PER_SECOND, day(5) - Ticks.PER_SECOND, day(12));

    Dataset<Row> windows =
        windows(
            ALWAYS, Rows.of(Observations.TABLE, events), created("made", 5), snapshot("made", 10));

    assertThat(
            Rows.show(
                windows,
                "subject",
                "opened_after",
                "opened_cause",
                "opened_by",
                "closed_before",
                "closed_by"))
        .containsExactlyInAnyOrder(
            "made | 2024-03-05T00:00:10Z | roleAssignment | ann |  | ",
            "gone | 2020-01-01T00:00:00Z | exists |  | 2024-03-12T00:00:00Z | bob");
  }

  @Test
  void aWholeListWithoutItShowsThatItIsGone() {
    assertThat(
            times(
                NEVER,
                created("missing", 5),
                snapshot("missing", 10),
                created("there", 5),
                snapshot("there", 15),
                list(15)))
        .containsExactlyInAnyOrder(
            "missing: (5, null] to (null, 15]", "there: (5, null] to (null, null]");
  }

  private static final String NEVER =
      """
      account | plane
      """;

  private static final String ALWAYS =
      """
      account | plane   | from_ticks | to_ticks
      acct    | control | 0          | %1$d
      """
          .formatted(day(28));

  private static List<String> times(String cover, String... facts) {
    Dataset<Row> windows = windows(cover, facts);
    return windows.collectAsList().stream()
        .map(
            row ->
                "%s: (%s, %s] to (%s, %s]"
                    .formatted(
                        row.getAs("subject"),
                        dayOf(row.getAs("opened_after_ticks")),
                        dayOf(row.getAs("opened_before_ticks")),
                        dayOf(row.getAs("closed_after_ticks")),
                        dayOf(row.getAs("closed_before_ticks"))))
        .toList();
  }

  private static List<String> told(String... facts) {
    return Rows.show(
        windows(NEVER, facts)
            .selectExpr(
                "account",
                "container",
                "subject",
                "concat('[', concat_ws(', ', capability), ']') as capability",
                "exposure",
                "untraceable"),
        "account",
        "container",
        "subject",
        "capability",
        "exposure",
        "untraceable");
  }

  private static Dataset<Row> windows(String cover, String... facts) {
    return windows(cover, Rows.of(Observations.TABLE, ACCOUNTS).limit(0), facts);
  }

  private static Dataset<Row> windows(String cover, Dataset<Row> events, String... facts) {
    StringBuilder roles =
        new StringBuilder(
            "setting | basis | item | value | observed_ticks | until_ticks | file | offset\n");
    for (String fact : facts) {
      roles.append(fact).append('\n');
    }
    Dataset<Row> observations =
        Rows.of(Observations.TABLE, ACCOUNTS)
            .union(events)
            .union(Rows.of(Observations.TABLE, roles.toString()));
    return FindRoleWindows.transform(
        observations, Rows.of(Cover.TABLE, cover), KNOWN, Rules.DEFAULTS);
  }

  /** An assignment that a list of the 20th shows, created on the 5th. */
  private static String assigned(String id, String principal, String role, String scope) {
    return created(id, 5, value(principal, role, scope))
        + "\n"
        + fact("roleAssignment", "snapshot", id, value(principal, role, scope), 20);
  }

  private static String created(String id, int day) {
    return created(id, day, value("socly", READER, ACCOUNT));
  }

  private static String created(String id, int day, String value) {
    return fact("roleAssignment", "held", id, value, day);
  }

  private static String snapshot(String id, int day) {
    return fact("roleAssignment", "snapshot", id, value("socly", READER, ACCOUNT), day);
  }

  private static String changed(String id, int day, String value) {
    return fact("roleAssignment", "change", id, value, day);
  }

  private static String list(int day) {
    return fact("roleAssignmentList", "snapshot", "/subscriptions/s1", "whole", day);
  }

  private static String defined(String role, String value) {
    return fact("roleDefinition", "snapshot", role, value, 20);
  }

  private static String listed(String id, String value) {
    return fact("principal", "snapshot", id, "{" + value + "}", 20);
  }

  private static String value(String principal, String role, String scope) {
    Map<String, String> json = new TreeMap<>();
    json.put("principalId", principal);
    json.put("roleDefinitionId", role);
    json.put("scope", scope);
    StringBuilder text = new StringBuilder("{");
    json.forEach(
        (name, word) ->
            text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(word)
                .append('"'));
    return text.append('}').toString();
  }

  private static String fact(String setting, String basis, String item, String value, int day) {
    String until = basis.equals("held") ? Long.toString(day(10)) : "";
    return String.join(
        " | ", setting, basis, item, value, Long.toString(day(day)), until, "r", "7");
  }

  private static long day(int day) {
    return Ticks.of(Instant.parse("2024-03-%02dT00:00:00Z".formatted(day)));
  }

  private static String dayOf(Long ticks) {
    return ticks == null
        ? "null"
        : Integer.toString(Integer.parseInt(Ticks.toInstant(ticks).toString().substring(8, 10)));
  }
}

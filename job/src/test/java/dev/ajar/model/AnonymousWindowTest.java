package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sentences of exposure.md §2 to §4 that concern anonymous windows, one case each. Times are
 * seconds; {@code 100+} is the tick after second 100.
 */
class AnonymousWindowTest {
  /** Everything but the level is known open, and every change is covered from 0 to 10000. */
  private static final String DOCUMENTED =
      """
      cover control 0..10000
      cover data    0..10000
      created 0 seen 9000
      account allowBlobPublicAccess snapshot 9000 true
      account publicNetworkAccess snapshot 9000 Enabled
      account networkAcls snapshot 9000 Allow
      c exists change 10 true was=false
      """;

  /** As above, but changes through the data plane are covered only from 0 to 1000. */
  private static final String DATA_PLANE_ENDS =
      DOCUMENTED.replace("cover data    0..10000", "cover data 0..1000");

  @Test
  void twoChangesGiveAnExactWindow() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 container was=none by=mallory
            c publicAccess change 200 none was=container by=bob
            """,
        "(100,100]..(200,200] proven list+read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact by bob");
  }

  @Test
  void theAccountsSwitchReopensAContainerNobodyTouched() {
    windows(
        DOCUMENTED.replace("account allowBlobPublicAccess snapshot 9000 true", "")
            + """
            account allowBlobPublicAccess change 500 true was=false by=mallory
            account allowBlobPublicAccess change 700 false was=true by=bob
            c publicAccess change 20 blob was=none
            c publicAccess snapshot 9000 blob
            """,
        "(500,500]..(700,700] proven read internet"
            + " opened allowBlobPublicAccess exact by mallory"
            + " closed allowBlobPublicAccess exact by bob");
  }

  /** Of an account in the subscription {@code here} of the tenant {@code home}, at second 5000. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what                                      | public network access | rules                                   | then
          a resource of another tenant                | Disabled              | resource:far/subscriptions/x/r          | proven private
          behind a perimeter                          | SecuredByPerimeter    | resource:far/subscriptions/x/r          | proven private
          a resource of our own tenant                | Disabled              | resource:home/subscriptions/x/r         |
          Azure's own scanner                         | Disabled              | resource:far/subscriptions/x/providers/microsoft.security/datascanners/s |
          a resource whose tenant nobody says         | Disabled              | resource:/subscriptions/x/r             | possible private
          a resource that is no path                  | Disabled              | resource:far                            | possible private
          a subnet that is no path                    | Disabled              | vnet:far                                | possible private
          a subnet of another subscription            | Disabled              | vnet:/subscriptions/far/v               | possible private
          a subnet of the account's own subscription  | Disabled              | vnet:/subscriptions/here/v              |
          addresses count for nothing                 | Disabled              | ip:203.0.113.0/24                       |
          where it is on, the rules are networks      | Enabled               | resource:far/subscriptions/x/r          | proven listed-networks
          """)
  void whatLetsAnotherTenantInPrivatelyStaysOpenWherePublicAccessIsOff(
      String what, String access, String rules, String then) {
    String story =
        DOCUMENTED
                .replace("9000 Enabled", "9000 " + access)
                .replace("9000 Allow", "9000 Deny_" + rules)
            + """
            account subscription mention 9000 here
            c publicAccess change 100 container was=none
            """;

    long instant = Story.ZERO + 5000 * Ticks.PER_SECOND;
    assertThat(
            Story.of(story).exposure().windows().stream()
                .flatMap(window -> window.spans().stream())
                .filter(span -> span.from() <= instant && instant < span.to())
                .map(span -> span.state().word() + " " + span.reach())
                .toList())
        .as(what)
        .isEqualTo(then == null ? List.of() : List.of(then));
  }

  @Test
  void exactlyOneTouchBetweenDifferentValuesWasTheChange() {
    windows(
        DOCUMENTED
            + """
            c publicAccess snapshot 50 none
            c publicAccess touch 100 by=mallory
            c publicAccess snapshot 150 blob
            c publicAccess change 200 none was=blob
            """,
        "(100,100]..(200,200] proven read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact");
  }

  @Test
  void exactlyOneTouchBetweenEqualValuesChangedNothing() {
    assertThat(
            Story.of(
                    DOCUMENTED
                        + """
                        c publicAccess touch 10 by=owner
                        c publicAccess snapshot 50 none
                        c publicAccess touch 100
                        c publicAccess snapshot 150 none
                        """)
                .closed())
        .startsWith("-..10000 known");
  }

  @Test
  void twoTouchesBetweenSnapshotsAreAGapWithASign() {
    windows(
        DOCUMENTED
            + """
            c publicAccess touch 10
            c publicAccess snapshot 50 none
            c publicAccess touch 100 by=mallory
            c publicAccess touch 120
            c publicAccess snapshot 150 none
            """,
        "(100,-]..(-,120] possible list+read internet"
            + " opened publicAccess null closed publicAccess null",
        "(10000,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aTouchAsFirstFactIsASignOfOpennessBeforeIt() {
    windows(
        DOCUMENTED
            + """
            c publicAccess touch 300
            c publicAccess snapshot 400 none
            """,
        "(10,-]..(-,300] possible list+read internet opened exists null closed publicAccess null",
        "(10000,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aGapIsNeverClosedByAssumption() {
    windows(
        DATA_PLANE_ENDS + "c publicAccess change 100 none was=none\n",
        "(1000,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void betweenEqualValuesUncoveredTimeIsInferred() {
    assertThat(
            Story.of(
                    DATA_PLANE_ENDS
                        + """
                        c publicAccess change 100 blob was=none
                        c publicAccess snapshot 5000 blob
                        """)
                .spans())
        .startsWith(
            """
            100..1000 proven read internet publicAccess
            1000..5000 inferred read internet publicAccess
            5000..5000+ proven read internet publicAccess
            5000+..- possible list+read internet publicAccess
            """);
  }

  @Test
  void betweenDifferentValuesUncoveredTimeIsAGapWithASign() {
    windows(
        DATA_PLANE_ENDS
            + """
            c publicAccess change 100 none was=none
            c publicAccess snapshot 5000 blob
            c publicAccess snapshot 5001 none
            """,
        "(1000,5000]..(5000+,5001] proven read internet"
            + " opened publicAccess bounded closed publicAccess bounded",
        "(5001+,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aChangeWithoutPreviousValueLeavesTheTimeBeforeItToTheEarlierNeighbour() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 none was=none
            c publicAccess change 300 blob by=mallory
            c publicAccess change 400 none was=blob
            """,
        "(300,300]..(400,400] proven read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact");
  }

  @Test
  void aTouchBeforeAChangeWithoutPreviousValueLeavesAGapUpToTheChange() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 none was=none
            c publicAccess touch 200
            c publicAccess change 300 blob by=mallory
            c publicAccess change 400 none was=blob
            """,
        "(200,300]..(400,400] proven read internet"
            + " opened publicAccess bounded closed publicAccess exact");
  }

  @Test
  void aChangeAsFirstFactSaysNothingOfTheTimeBeforeIt() {
    windows(
        DOCUMENTED + "c publicAccess change 300 none by=bob\n",
        "(10,-]..(-,300] unknown list+read internet opened exists null closed publicAccess null",
        "(10000,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aLastModifiedTimeHoldsUpToItsSnapshotWhateverWasCovered() {
    assertThat(
            Story.of(
                    DATA_PLANE_ENDS
                        + """
                        c publicAccess held 2000..8000 none
                        c publicAccess snapshot 8000 none
                        """)
                .closed())
        .contains("2000..8000+ known [2000, 8000]");
  }

  @Test
  void theLastTouchUpToThirtySecondsBeforeALastModifiedTimeWasTheChange() {
    // Modified in second 499: the value is observed at 500.
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 none was=none
            c publicAccess touch 469 by=mallory   # 30 s before
            c publicAccess held 500..800 blob
            c publicAccess snapshot 800 blob
            c publicAccess change 900 none was=blob
            """,
        "(469,469]..(900,900] proven read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact");
  }

  @Test
  void anEarlierTouchIsNotTheChangeOfALastModifiedTime() {
    windows(
        DATA_PLANE_ENDS
            + """
            c publicAccess change 100 none was=none
            c publicAccess touch 1100 by=mallory
            c publicAccess touch 1468
            c publicAccess held 1500..8000 blob
            c publicAccess change 8500 none was=blob
            """,
        "(1000,1500]..(8500,8500] proven read internet"
            + " opened publicAccess bounded closed publicAccess inferred",
        "(8500+,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aLastModifiedTimeAndTheActivityLogSeeOneChange() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 none was=none
            c publicAccess change 503 blob started=498 by=mallory
            c publicAccess held 500..800 blob
            c publicAccess change 900 none was=blob
            """,
        "(503,503]..(900,900] proven read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact");
  }

  @Test
  void anInventoryMakesTheCoreSmallerAndTheHullLarger() {
    windows(
        DATA_PLANE_ENDS
            + """
            c publicAccess change 100 none was=none
            c publicAccess snapshot 3000..4000 blob
            c publicAccess snapshot 6000..7000 none
            c publicAccess snapshot 8000 none
            """,
        "(1000,-]..(-,7000] possible list+read internet"
            + " opened publicAccess null closed publicAccess inferred",
        "(8000+,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void anInventoryThatAgreesWithAChangeWithinItsRunBlursNothing() {
    windows(
        DOCUMENTED
            + """
            c publicAccess snapshot 50..250 none
            c publicAccess change 100 blob was=none by=mallory
            c publicAccess change 400 none was=blob
            """,
        "(100,100]..(400,400] proven read internet"
            + " opened publicAccess exact by mallory closed publicAccess exact");
  }

  @Test
  void contradictingSnapshotsAreOpenAndSaySo() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 none was=none
            c publicAccess snapshot 200 blob
            c publicAccess change 300 none was=blob
            """,
        "(100,100]..(300,300] proven read internet contradicted"
            + " opened publicAccess exact closed publicAccess exact");
  }

  @Test
  void deletedAndMadeAgainIsAnotherContainer() {
    windows(
        DOCUMENTED
            + """
            c publicAccess change 100 blob was=none
            c exists change 200 false was=true by=bob
            c exists change 300 true was=false
            c publicAccess snapshot 400 none
            """,
        "(100,100]..(200,200] proven read internet opened publicAccess exact closed exists exact by"
            + " bob",
        "(10000,-]..(-,-] unknown list+read internet opened publicAccess null closed null null");
  }

  @Test
  void aCreatedContainerIsClosedBeforeAndItsTouchIsASign() {
    windows(
        DOCUMENTED.replace("c exists change 10 true was=false", "")
            + """
            c exists change 100 true was=false
            c publicAccess touch 100
            """,
        "(100,-]..(-,-] possible list+read internet opened exists null closed null null");
  }

  @Test
  void aNullSwitchPermitsInAccountsCreatedBeforeTheCutOff() {
    windows(
        nullSwitch("-20000000"), // 2023-05
        "(100,100]..(200,200] inferred read internet"
            + " opened publicAccess assumed-default closed publicAccess assumed-default");
  }

  @Test
  void aNullSwitchOfAnAccountCreatedBetweenTheCutOffsSaysNothing() {
    windows(
        nullSwitch("-5000000"), // 2023-11
        "(100,-]..(-,200] possible read internet"
            + " opened publicAccess null closed publicAccess null");
  }

  @Test
  void aNullSwitchClosesAccountsCreatedFromTheSecondCutOff() {
    assertThat(Story.of(nullSwitch("0")).closed()).contains("known", "inferred");
    assertThat(Story.of(nullSwitch("0")).exposure().windows())
        .noneMatch(window -> window.times().openedBefore() != null);
  }

  private static String nullSwitch(String created) {
    return DOCUMENTED
            .replace("created 0 ", "created " + created + " ")
            .replace("cover control 0", "cover control -30000000")
            .replace("cover data    0", "cover data -30000000")
            .replace(
                "allowBlobPublicAccess snapshot 9000 true", "allowBlobPublicAccess default 9000")
        + """
        c publicAccess change 100 blob was=none
        c publicAccess change 200 none was=blob
        """;
  }

  @Test
  void withoutNetworkEvidenceAWindowIsPossibleFromTheInternet() {
    windows(
        documentedNetwork("", "") + change(),
        "(100,-]..(-,200] possible read internet"
            + " opened publicAccess null closed publicAccess null");
  }

  @Test
  void theNetworkClosesOrNarrows() {
    assertThat(Story.of(documentedNetwork("Disabled", "Allow") + change()).windows())
        .doesNotContain("proven");
    assertThat(Story.of(documentedNetwork("SecuredByPerimeter", "Allow") + change()).windows())
        .doesNotContain("proven");
    assertThat(Story.of(documentedNetwork("Enabled", "Deny") + change()).windows())
        .doesNotContain("proven");
    assertThat(
            Story.of(documentedNetwork("Enabled", "Deny_ip:203.0.113.0/24") + change()).windows())
        .contains("proven read listed-networks");
    assertThat(
            Story.of(documentedNetwork("Enabled", "Deny_vnet:/subscriptions/s") + change())
                .windows())
        .contains("proven read listed-networks");
  }

  @Test
  void sixteenMillionAddressesJoinedAreTheInternet() {
    String halves = "Deny_ip:10.0.0.0/9_ip:10.128.0.0/9";
    String overlapping = "Deny_ip:10.0.0.0/9_ip:10.0.0.0/9_ip:10.1.0.0/16";
    assertThat(Story.of(documentedNetwork("Enabled", halves) + change()).windows())
        .contains("proven read internet");
    assertThat(Story.of(documentedNetwork("Enabled", overlapping) + change()).windows())
        .contains("proven read listed-networks");
  }

  private static String documentedNetwork(String access, String acls) {
    return DOCUMENTED
            .replace("account publicNetworkAccess snapshot 9000 Enabled\n", "")
            .replace("account networkAcls snapshot 9000 Allow\n", "")
        + (access.isEmpty() ? "" : "account publicNetworkAccess snapshot 9000 " + access + "\n")
        + (acls.isEmpty() ? "" : "account networkAcls snapshot 9000 " + acls + "\n");
  }

  private static String change() {
    return """
        c publicAccess change 100 blob was=none
        c publicAccess change 200 none was=blob
        """;
  }

  @Test
  void aChangeOfLevelIsABorderWithinTheWindow() {
    assertThat(
            Story.of(
                    DOCUMENTED
                        + """
                        c publicAccess change 100 blob was=none
                        c publicAccess change 150 container was=blob
                        c publicAccess change 200 none was=container
                        """)
                .spans())
        .startsWith(
            """
            100..150 proven read internet publicAccess
            150..200 proven list+read internet publicAccess
            """);
  }

  @Test
  void beforeTheAccountsCreationEverythingInItIsClosed() {
    assertThat(Story.of("created 50 seen 60\n").closed()).startsWith("-..50 known [50]");
    assertThat(Story.of("created 50 seen 60\n").windows())
        .isEqualToIgnoringNewLines(
            "(50,-]..(-,-] unknown list+read internet opened exists null closed null null");
  }

  @Test
  void systemLogsAreNeverPublicAndTheWebContainerIsLikeAnyOther() {
    Story story = Story.of(DOCUMENTED + change());

    assertThat(story.exposureOf("$logs").windows()).isEmpty();
    assertThat(story.exposureOf("$web").windows()).isNotEmpty();
  }

  @Test
  void aClosedSpanNamesTheObservationsThatClosedIt() {
    assertThat(
            Story.of(
                    DATA_PLANE_ENDS
                        + """
                        c publicAccess change 100 none was=none
                        c publicAccess snapshot 900 none
                        c publicAccess snapshot 9000 none
                        """)
                .closed())
        .contains("[0, 10, 100, 900, 9000]");
  }

  @Test
  void containersNobodyListedHaveOneUnknownWindow() {
    String windows = Story.text(Story.of(DOCUMENTED).history().unlistedContainers().windows());

    assertThat(windows)
        .isEqualToIgnoringNewLines(
            "(0,-]..(-,-] unknown list+read internet opened exists null closed null null");
    assertThat(
            Story.of(DOCUMENTED + "account containerList snapshot 500 whole\n")
                .history()
                .unlistedContainers()
                .windows())
        .isEmpty();
    assertThat(
            Story.of(DOCUMENTED + "account containerList snapshot 500 partial\n")
                .history()
                .unlistedContainers()
                .windows())
        .hasSize(1);
  }

  /** The windows of {@code story} that are not the unknown one at the end of all cover. */
  private static void windows(String story, String... expected) {
    String found = Story.of(story).windows();
    String[] lines = found.isEmpty() ? new String[0] : found.split("\\R", -1);
    java.util.List<String> windows = new java.util.ArrayList<>(java.util.Arrays.asList(lines));
    windows.removeIf(String::isEmpty);
    String end = "(10000,-]..(-,-]";
    boolean wantsEnd = java.util.Arrays.stream(expected).anyMatch(line -> line.startsWith(end));
    windows.removeIf(line -> !wantsEnd && line.startsWith(end));
    assertThat(windows).containsExactly(expected);
  }
}

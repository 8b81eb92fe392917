package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.GotchaTests;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The traps of Azure's formats, each with its number, and the test that holds it; or why none does.
 * Tests that are named after their trap are not repeated here.
 */
class GotchasTest {
  /** Number | trap | test, below {@code dev.ajar}; or a dash and why it is not ours. */
  private static final String ELSEWHERE =
      """
      0.1 | resource ids are compared in any case | evidence.StorageSettingsTest#resourceIdsAreReadInAnyCase
      0.1 | operations are compared in any case | model.OperationsTest#theNameDecides
      0.2 | times are spelled in many ways | evidence.AzureTimeTest#everySpellingIsReadToTheTick
      0.2 | a browser puts a narrow space before PM | evidence.AzureTimeTest#browsersPutNarrowSpacesBeforePm
      0.2 | a date with a year of two digits | model.ModificationTimeTest#everySpellingOfTheLogsIsRead
      0.3 | types are never inferred; what cannot be read is counted | evidence.storagelogs.StorageLogReaderTest#mutatedEvidenceNeverThrowsAndAlwaysBalances
      0.3 | numbers may be texts | evidence.storagelogs.StorageLogRecordTest#numbersMayBeText
      0.3 | isTruncated is a text | evidence.resourcechanges.ResourceChangeReaderTest#aValueThatWasCutIsATouch
      0.4 | paths hold m= twice and k=v only in part | evidence.storagelogs.StorageLogPathTest#bothSpellingsSayTheSame
      0.4 | no partition is made out of a path | lake.ReadEvidenceIT#aNameIsANameWhateverStandsInIt
      0.5 | records come twice | findings.MarkDuplicatesIT#keptIsTheRichestSourceThenTheSmallestPathBelowItThenTheSmallestOffset
      0.5 | records come late | sweep.LogInventoryIT#aFileIsNeededForWhatItsPathSaysOfItsTime
      0.5 | records come in any order | PipelineIT#theOrderOfSourcesTheNumberOfPartitionsCompilingAndACatalogChangeNoRow
      0.5 | no record is no proof of absence | findings.JudgeWindowsIT#withoutAnyCoverageNothingCanBeDetermined
      0.6 | names and agents are an attacker's text | model.VisibleTextTest#whatATerminalWouldObeyIsWrittenOut
      0.6 | secrets stand in an attacker's text, too | evidence.SecretsTest#theSecretIsGoneAndTheRestStays
      1.1 | paths are in upper or in lower case | evidence.storagelogs.StorageLogPathTest#bothSpellingsSayTheSame
      1.1 | the category is the container's name, which a copy may lack | evidence.storagelogs.StorageLogPathTest#theContainersNameNeedNotBeThere
      1.1 | the lake's endpoint is logged as blob service | evidence.storagelogs.StorageLogRecordTest#theDfsEndpointHasNoPortsAndItsOwnTimes
      1.1 | other services are logged beside | evidence.storagelogs.StorageLogReaderTest#otherServicesAndTheUnwantedAreOutside
      1.1 | a folder's hour is that of receipt, up to 48 h late | sweep.LogInventoryIT#aFileIsNeededForWhatItsPathSaysOfItsTime
      1.1 | the files of two hours grow at once | RerunIT#filesThatGrewAreReadOnAndThoseThatAreGoneStay
      1.1 | nothing is logged before the setting exists | model.DiagnosticHistoryTest#categoriesAreSentOrOff
      1.1 | a group of categories stands for its categories | evidence.StorageSettingsTest#readsWhatADiagnosticSettingSendsWhere
      1.1 | an account cannot log to itself | - where logs lie is what the configuration says, wherever that is
      1.1 | requests for the logs themselves are not logged | - there is nothing to read of them
      1.1 | classic accounts have no such logs | - they retired in August 2024 and never had diagnostic settings
      1.2 | lines, documents, wrappers, arrays, pretty print, a byte order mark, CR LF | evidence.storagelogs.StorageLogReaderTest#everyFramingGivesTheSameRecords
      1.2 | the last line is still being written | evidence.storagelogs.StorageLogReaderTest#halfALastLineIsUnfinished
      1.2 | a customer's copy is packed | lake.ReadEvidenceIT#gzipIsKnownByItsBytesAndACutOneKeepsWhatCameBefore
      1.3 | a last-modified time has two formats | model.ModificationTimeTest#everySpellingOfTheLogsIsRead
      1.3 | the lake's records have no port | evidence.storagelogs.StorageLogRecordTest#theDfsEndpointHasNoPortsAndItsOwnTimes
      1.3 | a range stands in downloadRange | evidence.storagelogs.StorageLogRecordTest#statusAndRange
      1.3 | the raw line can be shown | commands.CommandsTest#showPrintsTheRecordThatBeginsAtTheOffset
      1.3 | fields of SMB | - requests to files are outside: no blob is reached by SMB
      1.4 | names of identities, Azure's own requests among them | evidence.storagelogs.StorageLogRecordTest#identitiesAreNormalised
      1.4 | of several assignments the one that granted counts | evidence.storagelogs.StorageLogRecordTest#theGrantedAssignmentCounts
      1.4 | a label is a slot, its hash the key | model.CredentialLifeTest#theWindowOfAKeyEndsWithItsRotationOrWithSharedKeys
      1.4 | Azure's own requests are nobody's access | findings.DescribeActorsIT#eachActorHasItsRelationByTheStrongestRuleAndItsCounts
      1.4 | whom an id names depends on the tenant | findings.DescribeActorsIT#whomTheConfigurationDoesNotNameTheDirectoryMay
      1.4 | delegatedResource | - no reader needs it: the actor is who asked
      1.5 | what a key names, with and without $root | evidence.storagelogs.StorageLogRecordTest#whereARequestWent
      1.5 | a copy's source is of the container of its URL | evidence.storagelogs.StorageLogRecordTest#aCopysSourceBelongsToTheContainerOfItsUrl
      1.5 | a copy's source may be any web server | evidence.storagelogs.StorageLogRecordTest#aCopyFromAnyWebServerNamesItsHost
      1.5 | a static website has its own endpoint | evidence.storagelogs.StorageLogRecordTest#theWebEndpointNeedsNoPermission
      1.6 | the operation's name decides its class | model.OperationsTest#theNameDecides
      1.6 | which operations may change the level | model.OperationsTest#theseMayChangeThePublicLevel
      1.6 | which operations make and end containers | model.OperationsTest#containersComeAndGo
      1.6 | operations of queues and tables | evidence.storagelogs.StorageLogReaderTest#otherServicesAndTheUnwantedAreOutside
      1.7 | failures of anonymous callers are not logged | findings.JudgeWindowsIT#everyHourCoveredAndNobodySeenIsNotObserved
      1.7 | the first and last success bound an exposure from within only | findings.ApplyTrafficIT#aSuccessMovesTheEdgesItLiesBeyondAndNoOther
      1.7 | one request leaves several records, a batch many | findings.MarkDuplicatesIT#oneRequestMayLeaveSeveralRecordsAndEachCounts
      1.7 | the copy engine reads with its customer's SAS | findings.DescribeActorsIT#theCopyEnginesAddressIsNotTheCopiers
      1.7 | a copy's records and its later read belong together | findings.TieCopiesIT#itsRecordsSayFromWhereToWhereAndItsReadsForWhom
      1.7 | what was counted but not logged | findings.FindMissingLinesIT#requestsBeyondTheLinesOfAllCategoriesAreMissingOnes
      1.8 | every spelling of an address | evidence.CallerAddressTest#addressPortAndNetwork
      1.8 | what is no address stays as it is | evidence.CallerAddressTest#textThatIsNoAddressStaysWithSecretsCutAndShort
      1.8 | Azure's addresses are named by the tags of the time | findings.NameServiceTagsIT#anAddressThatNoRuleKnowsIsNamedByTheServiceTagsOfItsTime
      1.8 | a private address is anyone's in the region | - no rule takes it for own unless the configuration does; README says so
      2.1 | every column of a workspace is a field of a resource log | evidence.storagelogs.WorkspaceExportTest#flatColumnsAreTheSameRecordAndTheWorkspaceIsNobodysTenant
      2.1 | details of an authorisation are JSON or text | evidence.storagelogs.WorkspaceExportTest#authorizationDetailsAreJsonOrTextThatHoldsIt
      2.1 | sibling tables | evidence.storagelogs.WorkspaceExportTest#recordsOfOtherServicesAreOutside
      2.2 | PT05M, PT5M, and numbered files beside | evidence.storagelogs.WorkspaceExportTest#everyNameOfAFileIsFiledByItsHour
      2.2 | old folders keep changing | RerunIT#filesThatGrewAreReadOnAndThoseThatAreGoneStay
      2.2 | the same request is in both | ThreeSourcesIT#aRequestInThreeSourcesIsOneAccessOfTheRichest
      2.2 | nothing is exported of the time before the rule | model.HeldHoursTest#anHourIsHeldBetweenAnEarlierAndALaterFileOfAnySource
      3.1 | a file is of the hour in its path, one more or less | evidence.storagelogs.ClassicLogTest#aFileIsFiledByTheHourInItsPath
      3.1 | duplicates within the hour | findings.MarkDuplicatesIT#oneRequestMayLeaveSeveralRecordsAndEachCounts
      3.1 | the container of the logs is never public | model.AnonymousWindowTest#systemLogsAreNeverPublicAndTheWebContainerIsLikeAnyOther
      3.1 | metadata of the log's blobs | - files that were copied have lost it
      3.2 | queues and tables have lines of their own | evidence.storagelogs.ClassicLogTest#otherServicesAreOutside
      3.2 | a line is the same record as a resource log's | evidence.storagelogs.ClassicLogTest#aLineIsTheSameRecordAsAResourceLogs
      3.3 | where a line is split | evidence.storagelogs.ClassicLogTest#linesAreSplitAsTheRuleSays
      3.3 | entities are read once | evidence.storagelogs.ClassicLogTest#entitiesAreReadOnce
      3.3 | a wrong number of fields is counted, and the others are read | evidence.storagelogs.ClassicLogTest#badLinesAreQuarantinedAndTheOthersRead
      3.4 | without hashes a leaked key is never "not used" | findings.JudgeWindowsIT#ofALeakedCredentialNoHitIsNeverNotUsed
      3.4 | an old copy's source is a path | evidence.storagelogs.StorageLogRecordTest#anOldCopysSourceIsAPathThatNamesItsAccount
      4.1 | properties may be wrapped once more | evidence.activitylog.ActivityLogReaderTest#endOfTheExportedShapeIsRead
      4.1 | names of an SDK | evidence.activitylog.ActivityLogReaderTest#namesOfAnSdkDumpAreRead
      4.1 | rows of a workspace stand in every framing | evidence.activitylog.ActivityTableTest#rowsStandInEveryFraming
      4.1 | JSON as text within JSON | evidence.activitylog.ActivityTableTest#columnsMayBeEmptyAndNestedJsonMayBeText
      4.1 | operations in words of the older schema | evidence.activitylog.ActivityTableTest#operationInWordsIsKnownOrJudgedByWhatWasAuthorised
      4.1 | statuses of the older schema | evidence.activitylog.ActivityTableTest#statusOfTheLegacySchemaIsRead
      4.1 | TenantId is the workspace's | evidence.activitylog.ActivityTableTest#subscriptionIsTheRowsOwnNotTheWorkspaces
      4.1 | the portal's CSV | evidence.activitylog.ActivityCsvTest#rowsOfThePortalAreRead
      4.1 | the portal's CSV begins with a mark | evidence.activitylog.ActivityCsvTest#jsonBehindAByteOrderMarkIsJson
      4.1 | an event of two shapes is one | findings.PairActivityTest#eventInTwoShapesIsOne
      4.2 | events come in pairs, the body with the first | findings.PairActivityTest#successTakesTheValueOfTheStartsRequest
      4.2 | ends have no address: it is the start's | findings.PairActivityTest#successTakesTheValueOfTheStartsRequest
      4.2 | the start sorts behind its end | findings.PairActivityTest#startMaySortAfterItsSuccessByMilliseconds
      4.2 | what was asked for is not what is so | findings.PairActivityTest#startWithoutAnEndTouchesWhatItAskedForAtEachInstantKnown
      4.2 | what failed changed nothing | findings.PairActivityTest#failureIsOnlyAnEvent
      4.2 | bodies are masked, cut off, empty | evidence.activitylog.ActivityLogReaderTest#bodiesMayBeWholeMaskedCutOffOrEmpty
      4.2 | a masked value is a touch | findings.PairActivityTest#maskedValueIsATouchOfThatSettingOnly
      4.2 | a PATCH of other properties changes nothing of these | findings.PairActivityTest#patchOfOtherPropertiesIsNothing
      4.2 | a body that does not name the switch leaves it unknown | findings.PairActivityTest#bodyThatReplacesTouchesWhatItDoesNotName
      4.2 | without any body every setting is touched | findings.PairActivityTest#successWithoutAnyBodyTouchesEverySetting
      4.2 | one correlation id, several resources | findings.JoinChangesIT#anotherCorrelationIdResourceSettingOrValueIsAnotherChange
      4.3 | which operations bear on storage | evidence.activitylog.ActivityLogReaderTest#operationsThatBearOnStorageAreKept
      4.3 | an assignment's scope is not its resource | evidence.activitylog.ActivityLogReaderTest#roleAssignmentsAreKeptWhereTheirScopeMayCoverAnAccount
      4.3 | a deleted assignment has no body | findings.FindRoleWindowsIT#theEventSaysByWhomAndADeletionWhatItWas
      4.3 | logs are switched off by diagnostic settings | findings.PairActivityTest#diagnosticSettingsAreSetAndSwitchedOff
      4.3 | the account's own diagnostic setting logs no requests | evidence.activitylog.ActivityLogReaderTest#diagnosticSettingOfTheAccountItselfIsOnlyAnEvent
      4.3 | revoking delegation keys ends SAS | findings.PairActivityTest#revocationOfUserDelegationKeysIsAChange
      4.3 | giving a credential away | findings.PairActivityTest#credentialOperationsAreEventsOnly
      4.3 | subnets, perimeters and policies | - they change what an account says of itself, which is read; README names no others
      4.4 | the log is kept for 90 days | findings.ControlPlaneIT#exportsCoverFromFirstToLastButForHolesAndDumpsOnlyWhatIsDeclared
      4.4 | a level set through the data plane is logged without the level | model.AnonymousWindowTest#aTouchAsFirstFactIsASignOfOpennessBeforeIt
      4.4 | a success proves a level | findings.ApplyTrafficIT#whatTrafficProvesIsAllThatAPossibleWindowCanDo
      4.4 | a last-modified time brackets the change | model.AnonymousWindowTest#anEarlierTouchIsNotTheChangeOfALastModifiedTime
      4.4 | alerts of Defender | - a source that Ajar does not have
      5.1 | a table's rows are read by its columns | evidence.accounts.AccountSnapshotReaderTest#resourceGraphTableIsReadByItsColumnsEachRowInItsPlace
      5.1 | times are cut to milliseconds | findings.PairActivityTest#eventsOfOneMillisecondAreTwoWhereBothTimesAreFiner
      5.1 | resources of other types in an answer | evidence.accounts.AccountSnapshotReaderTest#resourceGraphObjectsOfOtherTypesAreOutsideAndAQueryIsNeverWhole
      5.2 | paths hold dots and brackets | evidence.resourcechanges.ResourceChangeReaderTest#anUpdateTellsWhatAPropertyBecameAndWhatItWas
      5.2 | of a cut list any setting may be missing | evidence.resourcechanges.ResourceChangeReaderTest#ofAListThatWasCutAnySettingMayBeMissing
      5.2 | a creation or deletion lists no changes | evidence.resourcechanges.ResourceChangeReaderTest#aDeletionEndsIt
      5.2 | the change is in the activity log, too | findings.JoinChangesIT#theSameChangeIsToldOnceAtTheActivityLogsTime
      5.3 | the same assignment by every tool | evidence.roles.RoleReaderTest#everyToolsSpellingIsTheSameAssignmentAndNeverAWholeList
      6.1 | az is flat and renames | evidence.accounts.AccountSnapshotReaderTest#azArrayIsFlatAndRenamed
      6.1 | PowerShell is in Pascal's case | evidence.accounts.AccountSnapshotReaderTest#powerShellIsInPascalCase
      6.1 | absent is null if the API's version has it | evidence.accounts.AccountSnapshotReaderTest#absentPropertyIsNullIfTheApisVersionHasIt
      6.2 | deleted containers stand in the list | evidence.containers.ContainerSnapshotReaderTest#aDeletedContainerDoesNotExistSinceItsDeletion
      6.2 | a page is not the list | findings.ControlPlaneIT#listsAreWholeOnlyIfNothingCanBeMissing
      6.2 | modified in the second of the snapshot | evidence.containers.ContainerSnapshotReaderTest#modifiedInTheSecondOfTheSnapshotHoldsNothing
      6.3 | the data plane's list as JSON | evidence.containers.ContainerSnapshotReaderTest#dataPlaneListShowsPrivateAsNullAndNamesItsAccountOnlyInThePath
      6.3 | the data plane's list as XML | evidence.containers.ContainerListXmlTest#eachContainerIsThereAtItsLevelAndHasBeenSinceItsLastChange
      7 | names of files are the manifest's, never guessed | evidence.blobinventory.InventoryRunsTest#runsOfTheSameRuleKeepTheirOwnFiles
      7 | the layout before June 2021 | evidence.blobinventory.InventoryRunsTest#theLayoutBeforeJune2021IsReadToo
      7 | the checksum makes a run complete | evidence.blobinventory.InventoryRunsTest#aRunWithoutAFittingChecksumIsNotReadAndSaysSo
      7 | a run may have failed, or in part | evidence.blobinventory.InventoryRunsTest#failedRunsAreLeftOutAndPartialOnesAreReadWithAFinding
      7 | a run is no instant | model.AnonymousWindowTest#anInventoryMakesTheCoreSmallerAndTheHullLarger
      7 | a column that was not chosen is no evidence | evidence.blobinventory.InventoryReaderTest#withoutTheColumnNothingIsSaidOfTheLevel
      7 | the spelling of a level is not documented | evidence.blobinventory.InventoryReaderTest#theLevelIsReadInEverySpelling
      7 | names hold commas and quotes | evidence.CsvRecordsTest#fieldsMayHoldCommasQuotesAndLineEndsWithinQuotes
      7 | Parquet has other types and other spellings | evidence.blobinventory.InventoryParquetIT#textsForNumbersAndTimesAndOtherSpellingsOfColumnsAreRead
      7 | a copy's source may hold a SAS | evidence.blobinventory.InventoryReaderTest#signaturesInNamesAreCut
      7 | empty containers are in no report of blobs | - no absence is concluded from a report: only whole lists show one
      8 | only surviving assignments have a creation | findings.FindRoleWindowsIT#withoutTheActivityLogItsEndIsNotKnown
      8 | object ids and application ids are two | evidence.principals.PrincipalReaderTest#whatTellsATypeIsWhatOnlyThatTypeHas
      8 | every tool's principals | evidence.principals.PrincipalReaderTest#everyToolsSpellingIsTheSameUser
      8 | tags are of the week, the nearest before counts | findings.NameServiceTagsIT#anAddressThatNoRuleKnowsIsNamedByTheServiceTagsOfItsTime
      8 | the date of tags is in their file's name | evidence.servicetags.ServiceTagReaderTest#aTagIsItsRangesOnTheDayOfTheFilesName
      8 | prefixes overlap | model.NetworksTest#theLongestPrefixWins
      8 | lists of vendors have no format | - known.tenants of the configuration is ours
      9.1 | the account's switch overrides, and gives back | model.AnonymousWindowTest#theAccountsSwitchReopensAContainerNobodyTouched
      9.1 | the firewall holds for anyone | model.AnonymousWindowTest#theNetworkClosesOrNarrows
      9.1 | $web is public by its own endpoint | evidence.storagelogs.StorageLogRecordTest#theWebEndpointNeedsNoPermission
      9.1 | $web is a container like any other at the blob endpoint | model.AnonymousWindowTest#systemLogsAreNeverPublicAndTheWebContainerIsLikeAnyOther
      9.2 | null permits in old accounts | model.AnonymousWindowTest#aNullSwitchPermitsInAccountsCreatedBeforeTheCutOff
      9.2 | null says nothing of accounts of the months between | model.AnonymousWindowTest#aNullSwitchOfAnAccountCreatedBetweenTheCutOffsSaysNothing
      9.2 | null forbids in new accounts | model.AnonymousWindowTest#aNullSwitchClosesAccountsCreatedFromTheSecondCutOff
      9.3 | a change takes up to thirty seconds | model.AnonymousWindowTest#theLastTouchUpToThirtySecondsBeforeALastModifiedTimeWasTheChange
      9.4 | between two snapshots nobody knows when | model.AnonymousWindowTest#betweenDifferentValuesUncoveredTimeIsAGapWithASign
      9.4 | before the first evidence nothing is known | model.AnonymousWindowTest#aChangeAsFirstFactSaysNothingOfTheTimeBeforeIt
      9.4 | a success where all was closed | findings.TraceContradictionsIT#successesBetweenTwoObservationsOpenOneWindowFromTheLastToTheNext
      10 | rules do not matter unless the default is Deny | evidence.StorageSettingsTest#rulesOfTheFirewallAreSortedAndLowerCase
      10 | very wide rules are the internet | model.AnonymousWindowTest#sixteenMillionAddressesJoinedAreTheInternet
      10 | without evidence of the network | model.AnonymousWindowTest#withoutNetworkEvidenceAWindowIsPossibleFromTheInternet
      10 | peering, private endpoints, disks | - what a private network admits is not the internet's reach
      11.1 | rotation ends what the key signed | model.CredentialLifeTest#theWindowOfAKeyEndsWithItsRotationOrWithSharedKeys
      11.1 | without shared keys user delegation goes on | model.CredentialLifeTest#whatEndsASasDependsOnWhatSignedIt
      11.2 | parameters say what a SAS allows | model.SasTermsTest#theQuerySaysWhatItAllows
      11.2 | a policy holds what the URL does not say | model.SasTermsTest#whatAPolicyHoldsIsNotSaid
      11.2 | its life is cut by its key | model.SasTermsTest#itEndsWithItselfOrWithTheUsersKey
      11.2 | a SAS made offline leaves no trace until it is used | findings.DescribeSasTokensIT#eachSignatureIsDescribedAndItsRisksAreNamed
      11.2 | the copy engine uses its customer's SAS | findings.TieCopiesIT#itsRecordsSayFromWhereToWhereAndItsReadsForWhom
      11.3 | who is of another tenant | findings.DescribeActorsIT#eachActorHasItsRelationByTheStrongestRuleAndItsCounts
      11.3 | object replication and cross-tenant copies | - no record of who read: what an account allows is not a window that Ajar examines
      13.1 | how a user-delegation SAS is logged | evidence.storagelogs.StorageLogRecordTest#identitiesAreNormalised
      13.2 | whether a record hints at the level | model.OperationsTest#theseMayChangeThePublicLevel
      13.3 | what the hash of a SAS is made of | findings.JudgeWindowsIT#ofALeakedCredentialNoHitIsNeverNotUsed
      13.4 | line ends, marks and names of files | evidence.storagelogs.StorageLogReaderTest#everyFramingGivesTheSameRecords
      13.5 | spellings in inventories | evidence.blobinventory.InventoryReaderTest#theLevelIsReadInEverySpelling
      13.6 | whether a response has a body | findings.PairActivityTest#responseIsBelievedBeforeTheRequest
      13.7 | how IPv6 is spelled | evidence.CallerAddressTest#oneNetworkHasOneSpelling
      13.8 | what null means in old accounts | model.AnonymousWindowTest#aNullSwitchPermitsInAccountsCreatedBeforeTheCutOff
      """;

  /** A row of {@link #ELSEWHERE}. */
  record Gotcha(String number, String trap, String test) {
    @Override
    public String toString() {
      return "inputs.md " + number + ": " + trap;
    }
  }

  static Stream<Gotcha> gotchas() {
    return ELSEWHERE
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(parts -> new Gotcha(parts[0].strip(), parts[1].strip(), parts[2].strip()));
  }

  @ParameterizedTest
  @MethodSource("gotchas")
  void hasItsTestOrAReason(Gotcha gotcha) throws ClassNotFoundException {
    if (gotcha.test().startsWith("-")) {
      assertThat(gotcha.test().substring(1).strip()).hasSizeGreaterThan(20);
      return;
    }
    List<String> parts = List.of(gotcha.test().split("#", -1));
    Class<?> type =
        Class.forName("dev.ajar." + parts.get(0), false, GotchasTest.class.getClassLoader());

    assertThat(Arrays.stream(type.getDeclaredMethods()).filter(GotchasTest::isTest))
        .extracting(Method::getName)
        .contains(parts.get(1));
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  /** Every section that numbers its traps is in the list, or has tests that are named after it. */
  @Test
  void noSectionIsLeftOut() throws IOException {
    Set<String> held = new TreeSet<>();
    gotchas().forEach(gotcha -> held.add(gotcha.number()));
    for (Class<?> type : GotchaTests.ALL) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(GotchasTest::isTest)
          .forEach(method -> held.add(number(method.getAnnotation(DisplayName.class).value())));
    }

    assertThat(held).containsExactlyInAnyOrderElementsOf(sections());
  }

  private static String number(String name) {
    assertThat(name).startsWith("inputs.md ").contains(": ");
    return name.substring("inputs.md ".length(), name.indexOf(':'));
  }

  /** Numbers of the sections; of the first and the last those of their points. */
  private static Set<String> sections() throws IOException {
    Set<String> numbers = new TreeSet<>();
    String section = "";
    for (String line : Files.readAllLines(inputs())) {
      if (line.startsWith("## ")) {
        section = line.substring(3, line.indexOf('.'));
        numbers.add(section);
      } else if (line.startsWith("### ")) {
        numbers.add(line.substring(4).split(" ", 2)[0]);
      } else if (section.equals("0") && line.length() > 2 && line.charAt(1) == '.') {
        numbers.add("0." + line.charAt(0));
      } else if (section.equals("13")) {
        for (String word : line.split(" ", -1)) {
          if (word.length() == 2 && word.endsWith(".") && Character.isDigit(word.charAt(0))) {
            numbers.add("13." + word.charAt(0));
          }
        }
      }
    }
    Set<String> parents =
        numbers.stream()
            .filter(number -> number.indexOf('.') > 0)
            .map(number -> number.substring(0, number.indexOf('.')))
            .collect(Collectors.toSet());
    numbers.removeAll(parents);
    numbers.remove("12");
    return numbers;
  }

  private static Path inputs() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/design/inputs.md");
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("no list of traps on this machine");
  }
}

package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ajar.config.Period;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.activitylog.ActivityLogReader;
import dev.ajar.evidence.activitylog.ControlCover;
import dev.ajar.evidence.containers.ContainerSnapshotReader;
import dev.ajar.model.Ticks;
import dev.ajar.tables.ActivitySpans;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Events;
import dev.ajar.tables.ListPages;
import dev.ajar.tables.Observations;
import dev.ajar.tables.RowList;
import dev.ajar.testing.LocalSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ControlPlaneIT {
  private static final String RECORD =
      "{\"time\":\"%s\",\"resourceId\":\"/subscriptions/s1/resourceGroups/g/providers/Microsoft.Storage/"
          + "storageAccounts/acme01/blobServices/default/containers/%s\",\"operationName\":"
          + "\"Microsoft.Storage/storageAccounts/blobServices/containers/write\",\"resultType\":\"%s\","
          + "%s\"properties\":{\"statusCode\":\"OK\"%s}}\n";
  private static final String OPEN =
      ",\"requestbody\":\"{\\\"properties\\\":{\\\"publicAccess\\\":\\\"Blob\\\"}}\"";

  @Test
  void pairsFromAnyPartitioningGiveTheSameRows() {
    String records =
        RECORD.formatted("2024-02-01T10:00:00Z", "a", "Start", "\"correlationId\":\"1\",", OPEN)
            + RECORD.formatted(
                "2024-02-01T10:00:01Z", "a", "Success", "\"correlationId\":\"1\",", "")
            + RECORD.formatted(
                "2024-02-01T10:00:01Z", "b", "Success", "\"correlationId\":\"1\",", "")
            + RECORD.formatted("2024-02-01T11:00:00Z", "c", "Start", "", OPEN)
            + RECORD.formatted("2024-02-01T11:00:01Z", "c", "Success", "", "");
    List<String> expected =
        List.of(
            "change acme01/a publicAccess=blob @2024-02-01T10:00:01Z",
            "snapshot acme01/a exists=true @2024-02-01T10:00:01Z",
            "snapshot acme01/b exists=true @2024-02-01T10:00:01Z",
            "snapshot acme01/c exists=true @2024-02-01T11:00:01Z",
            "touch acme01/b publicAccess=null @2024-02-01T10:00:01Z",
            "touch acme01/c exists=null @2024-02-01T11:00:00Z",
            "touch acme01/c publicAccess=null @2024-02-01T11:00:00Z",
            "touch acme01/c publicAccess=null @2024-02-01T11:00:01Z");
    for (int seed = 0; seed < 2; seed++) {
      List<Row> rows = new ArrayList<>();
      rows.addAll(activities("e/1.jsonl", records));
      rows.addAll(activities("e/2.jsonl", records));
      Collections.shuffle(rows, new Random(seed));
      Dataset<Row> activities =
          LocalSpark.session()
              .createDataFrame(rows, dev.ajar.tables.Activities.TABLE.columns())
              .repartition(3);

      Dataset<Row> paired = PairActivity.transform(activities).cache();

      assertThat(
              PairActivity.observations(paired).collectAsList().stream()
                  .map(ReadText::observation)
                  .sorted())
          .isEqualTo(expected);
      assertThat(
              PairActivity.observations(paired)
                  .select(Observations.FILE)
                  .distinct()
                  .collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly("e/1.jsonl");
      assertThat(PairActivity.events(paired).collectAsList())
          .extracting(
              row -> row.getAs(Events.CONTAINER),
              row -> row.getAs(Events.OUTCOME),
              row -> row.<java.sql.Timestamp>getAs(Events.AT).toInstant().toString())
          .containsExactlyInAnyOrder(
              tuple("a", "success", "2024-02-01T10:00:01Z"),
              tuple("b", "success", "2024-02-01T10:00:01Z"),
              tuple("c", "unknown", "2024-02-01T11:00:00Z"),
              tuple("c", "success", "2024-02-01T11:00:01Z"));
      assertThat(PairActivity.duplicates(paired).collectAsList())
          .containsExactly(RowFactory.create("e/2.jsonl", null, 5L));
      paired.unpersist();
    }
  }

  @Test
  void listsAreWholeOnlyIfNothingCanBeMissing() {
    List<Row> pages =
        List.of(
            page("containerList", "whole1", null, false, "1"),
            page("containerList", "chain1", "n1", false, "1"),
            page("containerList", "chain1", "n2", false, "2"),
            page("containerList", "chain1", null, false, "3"),
            page("containerList", "cut1", "n1", false, "1"),
            page("containerList", "twice1", "n1", false, "1"),
            page("containerList", "twice1", "n1", false, "2"),
            page("containerList", "twice1", null, false, "3"),
            page("containerList", "mixed1", "n1", false, "1"),
            page("containerList", "mixed1", null, false, "2"),
            page("containerList", "mixed1", null, false, "3"),
            page("containerList", "chosen1", null, true, "1"),
            later(page("containerList", "told1", "m2", false, "1"), null),
            later(page("containerList", "told1", "m3", false, "2"), "m2"),
            later(page("containerList", "told1", null, false, "3"), "m3"),
            later(page("containerList", "hole1", "m2", false, "1"), null),
            later(page("containerList", "hole1", null, false, "3"), "m3"),
            later(page("containerList", "last1", null, false, "3"), "m3"),
            page("accountList", "one-group", null, false, "1", "g"),
            page("accountList", "groups", "n1", false, "1", "g"),
            page("accountList", "groups", null, false, "2", "h"));

    assertThat(
            JudgeLists.transform(
                    LocalSpark.session().createDataFrame(pages, ListPages.TABLE.columns()))
                .collectAsList()
                .stream()
                .map(ReadText::observation)
                .map(line -> line.replace("snapshot ", "").replace(" @1970-01-01T00:00:00Z", ""))
                .sorted())
        .containsExactly(
            "chain1 containerList=whole",
            "chosen1 containerList=partial",
            "cut1 containerList=partial",
            "hole1 containerList=partial",
            "last1 containerList=partial",
            "mixed1 containerList=partial",
            "null accountList[groups]=whole",
            "null accountList[one-group]=partial",
            "told1 containerList=whole",
            "twice1 containerList=partial",
            "whole1 containerList=whole");
  }

  @Test
  void readersRowsFitTheirSchema() {
    ReadText read =
        ReadText.of(
            new ContainerSnapshotReader(
                ReadText.source(SourceKind.CONTAINERS, "2024-03-01T10:00:00Z", null)),
            SnapshotRows.READING,
            "e/account=acme01/c.json",
            "[{\"name\":\"a\",\"publicAccess\":\"Blob\"},{\"name\":7.5},3]");
    Dataset<Row> rows =
        LocalSpark.session().createDataFrame(read.rows(), SnapshotRows.READING.schema());

    assertThat(Reading.select(rows, SnapshotRows.OBSERVATION).collectAsList()).hasSize(3);
    assertThat(
            JudgeLists.transform(Reading.select(rows, SnapshotRows.PAGE)).collectAsList().stream()
                .map(ReadText::observation))
        .containsExactly("snapshot acme01 containerList=partial @2024-03-01T10:00:00Z");
    assertThat(Reading.quarantined(rows).count()).isEqualTo(1);
    assertThat(Reading.sources(rows).count()).isEqualTo(1);
  }

  @Test
  void exportsCoverFromFirstToLastButForHolesAndDumpsOnlyWhatIsDeclared() {
    List<Row> spans =
        List.of(
            span(0, ActivitySpans.EXPORT, "s1", 100L, 200L),
            span(0, ActivitySpans.EXPORT, "s1", 300L, 400L),
            span(0, ActivitySpans.HOLE, "s1", 150L, 160L),
            span(0, ActivitySpans.HOLE, null, 390L, 395L),
            span(0, ActivitySpans.UNREAD, "s1", 110L, 120L),
            span(0, ActivitySpans.UNREAD, null, null, null),
            span(1, ActivitySpans.EXPORT, "s1", 500L, 600L),
            span(2, ActivitySpans.DUMP, "s2", 100L, 900L),
            span(3, ActivitySpans.DUMP, "s2", 100L, 900L),
            span(4, ActivitySpans.EXPORT, "s3", 10L, 20L),
            span(4, ActivitySpans.HOLE, null, null, null),
            span(5, ActivitySpans.EXPORT, "s4", 550L, 700L));
    SourceConfig declared =
        new SourceConfig(
            3,
            SourceKind.ACTIVITY_LOG,
            "p",
            "p",
            null,
            false,
            null,
            new Period(
                Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T00:00:00Z")),
            null);
    StructType pair =
        new StructType()
            .add(ControlCover.ACCOUNT, DataTypes.StringType)
            .add(ControlCover.SUBSCRIPTION, DataTypes.StringType);
    List<Row> accounts =
        List.of(
            RowFactory.create("a1", "s1"),
            RowFactory.create("a1", "s1"),
            RowFactory.create("a2", "s2"),
            RowFactory.create("a3", "s3"),
            RowFactory.create("a14", "s1"),
            RowFactory.create("a14", "s4"),
            RowFactory.create("a15", "s1"),
            RowFactory.create("a15", "s5"));
    long from = Ticks.of(Instant.parse("2024-01-01T00:00:00Z"));
    long to = Ticks.of(Instant.parse("2024-02-01T00:00:00Z"));

    assertThat(
            ControlCover.transform(
                    LocalSpark.session().createDataFrame(spans, ActivitySpans.TABLE.columns()),
                    List.of(declared),
                    LocalSpark.session().createDataFrame(accounts, pair))
                .collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create("a1", Cover.CONTROL, 100L, 150L),
            RowFactory.create("a1", Cover.CONTROL, 160L, 390L),
            RowFactory.create("a1", Cover.CONTROL, 395L, 401L),
            RowFactory.create("a1", Cover.CONTROL, 500L, 601L),
            RowFactory.create("a2", Cover.CONTROL, from, to),
            RowFactory.create("a14", Cover.CONTROL, 550L, 601L));
  }

  private static Row span(long source, String kind, String subscription, Long from, Long to) {
    return RowFactory.create(source, kind, subscription, from, to, "e/" + source + ".jsonl");
  }

  private static Row page(
      String setting,
      String subject,
      String next,
      boolean filtered,
      String file,
      String... groups) {
    return RowFactory.create(
        1L,
        setting,
        subject,
        0L,
        null,
        null,
        next,
        filtered,
        RowList.of(List.of(groups)),
        file,
        0L);
  }

  /** The page, saying where in the list it begins. */
  private static Row later(Row page, String marker) {
    Object[] values = new Object[page.length()];
    Arrays.setAll(values, page::get);
    values[ListPages.TABLE.columns().fieldIndex(ListPages.MARKER)] = marker;
    return RowFactory.create(values);
  }

  private static List<Row> activities(String path, String text) {
    return ReadText.of(new ActivityLogReader(), ActivityLogReader.READING, path, text)
        .payload(ActivityLogReader.ACTIVITY);
  }
}

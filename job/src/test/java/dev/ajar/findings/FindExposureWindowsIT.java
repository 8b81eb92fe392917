package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.Known;
import dev.ajar.config.Rules;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Observations;
import dev.ajar.testing.LocalSpark;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class FindExposureWindowsIT {
  private static final String OPEN = "2024-03-01T10:00:00.1234567Z";
  private static final String SHUT = "2024-03-05T18:30:00Z";

  private final List<Row> facts = new ArrayList<>();
  private final List<Row> cover = new ArrayList<>();

  @Test
  void oneExactWindowWithItsSpansAndItsClosedTime() {
    openContainer("acct", "c");

    List<Row> rows = transform(4);

    // The second is the unknown one after the end of all cover.
    List<Row> windows = of(rows, Exposures.WINDOW, "c");
    assertThat(windows).hasSize(2);
    Row window = windows.get(0);
    assertThat(window.<Timestamp>getAs("opened_after").toInstant())
        .isEqualTo(Instant.parse("2024-03-01T10:00:00.123456Z"));
    assertThat(window.<Long>getAs("opened_after_ticks")).isEqualTo(ticks(OPEN));
    assertThat(window.<Long>getAs("opened_before_ticks")).isEqualTo(ticks(OPEN));
    assertThat(window.<Long>getAs("opened_started_ticks")).isEqualTo(ticks(OPEN) - 5);
    assertThat(window.<Long>getAs("closed_before_ticks")).isEqualTo(ticks(SHUT));
    assertThat(window.<String>getAs("exposure")).isEqualTo("proven");
    assertThat(window.<String>getAs("opened_by")).isEqualTo("mallory");
    assertThat(window.<String>getAs("opened_basis")).isEqualTo("exact");
    assertThat(window.<Boolean>getAs("still_open")).isFalse();
    assertThat(window.<Boolean>getAs("sign")).isTrue();
    assertThat(window.<String>getList(window.fieldIndex("capability")))
        .containsExactly("list", "read");
    assertThat(window.<Row>getList(window.fieldIndex("spans"))).hasSize(1);
    assertThat(window.<Row>getList(window.fieldIndex("opened_evidence")))
        .contains(RowFactory.create("f", 5L));
    List<Row> closed = of(rows, Exposures.CLOSED, "c");
    assertThat(closed).hasSize(2);
    assertThat(closed.get(0).<Long>getAs("opened_after_ticks")).isNull();
    assertThat(closed.get(0).<Boolean>getAs("closed_known")).isTrue();
  }

  @Test
  void anAccountThatIsOnlyMentionedHasOneUnknownWindowForWhatNobodyListed() {
    fact("other", null, "exists", null, null, "mention", OPEN);

    List<Row> rows = transform(4);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).<String>getAs("kind")).isEqualTo("window");
    assertThat(rows.get(0).<String>getAs("container")).isNull();
    assertThat(rows.get(0).<String>getAs("exposure")).isEqualTo("unknown");
    assertThat(rows.get(0).<Boolean>getAs("still_open")).isTrue();
    assertThat(rows.get(0).<Timestamp>getAs("opened_after")).isNull();
  }

  @Test
  void coverAloneAndFactsAboutSubscriptionsNameNothing() {
    cover.add(RowFactory.create("acct", Cover.CONTROL, 0L, 1L));
    fact(null, null, "accountList", "whole", null, "snapshot", OPEN);

    assertThat(transform(2)).isEmpty();
  }

  @Test
  void orderAndPartitionsOfTheEvidenceChangeNothing() {
    for (int account = 0; account < 3; account++) {
      for (int container = 0; container < 20; container++) {
        openContainer("acct" + account, "c" + container);
      }
    }
    List<String> rows = transform(1).stream().map(Row::toString).sorted().toList();
    assertThat(rows).hasSize(3 * (20 * 4 + 2));

    Collections.shuffle(facts, new Random(7));
    assertThat(transform(9).stream().map(Row::toString).sorted().toList()).isEqualTo(rows);
  }

  private void openContainer(String account, String container) {
    fact(account, null, "creationTime", "2020-01-01T00:00:00Z", null, "snapshot", SHUT);
    fact(account, null, "allowBlobPublicAccess", "true", null, "snapshot", SHUT);
    fact(account, null, "publicNetworkAccess", "Enabled", null, "snapshot", SHUT);
    fact(account, null, "networkAcls", "Allow", null, "snapshot", SHUT);
    fact(account, container, "publicAccess", "container", "none", "change", OPEN);
    fact(account, container, "publicAccess", "none", "container", "change", SHUT);
    cover.add(
        RowFactory.create(
            account, Cover.CONTROL, ticks("2019-12-31T00:00:00Z"), ticks("2024-06-01T00:00:00Z")));
    cover.add(
        RowFactory.create(
            account, Cover.DATA, ticks("2019-12-31T00:00:00Z"), ticks("2024-06-01T00:00:00Z")));
  }

  private void fact(
      String account,
      String container,
      String setting,
      String value,
      String previous,
      String basis,
      String at) {
    boolean change = basis.equals("change");
    facts.add(
        RowFactory.create(
            account,
            container,
            setting,
            null,
            value,
            previous,
            Timestamp.from(Instant.parse(at)),
            basis,
            change ? "mallory" : null,
            null,
            null,
            null,
            "f",
            (long) facts.size() % 6 + 1,
            null,
            ticks(at),
            change ? ticks(at) - 5 : null,
            null));
  }

  private List<Row> transform(int partitions) {
    Dataset<Row> observations =
        LocalSpark.session()
            .createDataFrame(facts, Observations.TABLE.columns())
            .repartition(partitions);
    Dataset<Row> covered = LocalSpark.session().createDataFrame(cover, Cover.TABLE.columns());
    return FindExposureWindows.transform(observations, covered, Known.NOBODY, Rules.DEFAULTS)
        .collectAsList();
  }

  private static List<Row> of(List<Row> rows, String kind, String container) {
    return rows.stream()
        .filter(row -> kind.equals(row.<String>getAs("kind")))
        .filter(row -> container.equals(row.<String>getAs("container")))
        .toList();
  }

  private static long ticks(String instant) {
    return Ticks.of(Instant.parse(instant));
  }
}

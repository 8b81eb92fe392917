package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.ObjectHistory.Judged;
import dev.ajar.model.ObjectHistory.Request;
import dev.ajar.model.ObjectHistory.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times are seconds here, microseconds in the history. */
class ObjectHistoryTest {
  private final ObjectHistory history = new ObjectHistory();

  @Test
  void twoRangesOfOneActorAreACompleteCopy() {
    history.add(seen(null, null, 100L, 10, 500));
    history.add(range("mallory", 50, 0L, 59L, 10L));
    history.add(range("mallory", 51, 40L, 99L, 10L));

    Judged judged = only();
    assertThat(judged.completeCopy()).isTrue();
    assertThat(judged.reads()).isEqualTo(2);
    assertThat(judged.bytesOut()).isEqualTo(120);
    assertThat(judged.firstRead()).isEqualTo(50_000_000);
    assertThat(judged.lastRead()).isEqualTo(51_000_000);
    assertThat(judged.readers()).containsExactly("mallory");
    assertThat(judged.confirmed()).isTrue();
  }

  @Test
  void halvesReadByTwoActorsAreNoCompleteCopy() {
    history.add(seen(null, null, 100L, 10, 500));
    history.add(range("eve", 50, 0L, 59L, 10L));
    history.add(range("mallory", 51, 40L, 99L, 10L));

    assertThat(only().completeCopy()).isFalse();
    assertThat(only().readers()).containsExactly("eve", "mallory");
  }

  @Test
  void halvesOfContentThatChangedBetweenAreNoCompleteCopy() {
    history.add(seen(null, null, 100L, 10, 20));
    history.add(seen(null, null, 100L, 30, 500));
    history.add(range("mallory", 15, 0L, 59L, 10L));
    history.add(range("mallory", 51, 40L, 99L, 30L));

    assertThat(only().completeCopy()).isFalse();
  }

  @Test
  void withoutALengthCompletenessIsNotKnown() {
    history.add(range("mallory", 50, 0L, 59L, 10L));

    assertThat(only().completeCopy()).isNull();
    assertThat(only().size()).isNull();
  }

  @Test
  void anObjectNobodyReadIsNotCopiedUnlessItsLengthIsUnknown() {
    history.add(seen(null, null, 100L, 10, 500));
    assertThat(only().completeCopy()).isFalse();
    assertThat(only().confirmed()).isFalse();

    ObjectHistory unsized = new ObjectHistory();
    unsized.add(seen(null, null, null, 10, 500));
    assertThat(unsized.judge().get(0).completeCopy()).isNull();
  }

  @Test
  void aReadWithoutARangeIsTheWhole() {
    history.add(read("mallory", 50, 200, null, null, null, 70));

    assertThat(only().completeCopy()).isTrue();
  }

  @Test
  void partialContentWithoutItsRangeIsNotTheWhole() {
    history.add(seen(null, null, 100L, 10, 500));
    history.add(read("mallory", 50, 206, null, null, 10L, 70));
    assertThat(only().completeCopy()).isNull();

    history.add(read("mallory", 51, 206, null, null, 10L, 100));
    assertThat(only().completeCopy()).isTrue();
  }

  @Test
  void withoutModificationTimesOnlyAnInventoryAfterwardsTellsTheLength() {
    history.add(seen(null, null, 100L, 10, 500));
    history.add(range("mallory", 50, 0L, 99L, null));
    assertThat(only().completeCopy()).isTrue();

    ObjectHistory before = new ObjectHistory();
    before.add(seen(null, null, 100L, 10, 40));
    before.add(range("mallory", 50, 0L, 99L, null));
    assertThat(before.judge().get(0).completeCopy()).isNull();
  }

  @Test
  void halvesOfUnknownModificationTimeMayBeOfDifferentContent() {
    history.add(unmodified("mallory", 50, 0L, 59L));
    history.add(unmodified("mallory", 51, 40L, 99L));
    assertThat(only().completeCopy()).isNull();

    history.add(unmodified("mallory", 52, 40L, 199L));
    assertThat(only().completeCopy()).isNull();

    ObjectHistory alone = new ObjectHistory();
    alone.add(unmodified("mallory", 50, 0L, 99L));
    assertThat(alone.judge().get(0).completeCopy()).isTrue();
  }

  @Test
  void aReadBelongsToTheVersionThatWasCurrentThen() {
    history.add(seen("v1", false, 100L, 10, 500));
    history.add(seen("v2", true, 200L, 30, 500));
    history.add(range("mallory", 20, 0L, 99L, 10L));

    List<Judged> judged = history.judge();
    assertThat(judged).extracting(Judged::version).containsExactly(null, "v1");
    assertThat(judged.get(0).reads()).isZero();
    assertThat(judged.get(0).size()).isEqualTo(200);
    assertThat(judged.get(1).reads()).isEqualTo(1);
    assertThat(judged.get(1).completeCopy()).isTrue();
  }

  @Test
  void aReadOfTheCurrentVersionByItsNameIsOfTheCurrentOne() {
    history.add(seen("v2", true, 200L, 30, 500));
    history.add(
        new Request(
            40_000_000, "v2", null, "mallory", true, true, 200, 200, null, null, null, null, null));

    assertThat(only().version()).isNull();
    assertThat(only().reads()).isEqualTo(1);
  }

  @Test
  void theLatestInventorySaysWhichVersionIsCurrent() {
    history.add(seen("v2", true, 200L, 30, 500));
    history.add(seen("v1", true, 100L, 10, 20));
    history.add(seen("v1", false, 100L, 10, 500));

    assertThat(history.judge()).extracting(Judged::version).containsExactly(null, "v1");
  }

  @Test
  void snapshotsStandForThemselves() {
    history.add(seen(null, null, 100L, 10, 500));
    history.add(
        new Request(
            40_000_000, null, "s1", "mallory", true, true, 200, 7, null, null, null, null, null));

    assertThat(history.judge()).extracting(Judged::snapshot).containsExactly(null, "s1");
    assertThat(history.judge()).extracting(Judged::reads).containsExactly(0L, 1L);
  }

  @Test
  void theInventoryNearestToTheFirstReadDescribesTheObject() {
    history.add(seen(null, null, 100L, 10, 20));
    history.add(seen(null, null, 300L, 15, 100));
    history.add(seen(null, null, 900L, 200, 500));
    assertThat(only().size()).isEqualTo(900);

    history.add(range("mallory", 90, 0L, 9L, 15L));
    assertThat(only().size()).isEqualTo(300);
  }

  @Test
  void metadataRequestsProveTheObjectAndConfirmButAreNoReads() {
    history.add(
        new Request(
            40_000_000, null, null, "mallory", true, false, 200, 0, null, null, null, null, null));

    assertThat(only().reads()).isZero();
    assertThat(only().readers()).isEmpty();
    assertThat(only().confirmed()).isTrue();
    assertThat(only().completeCopy()).isNull();
  }

  @Test
  void nothingAddedNothingJudged() {
    assertThat(history.judge()).isEmpty();
  }

  private Judged only() {
    List<Judged> judged = history.judge();
    assertThat(judged).hasSize(1);
    return judged.get(0);
  }

  private static Seen seen(String version, Boolean current, Long size, long modified, long at) {
    return new Seen(
        version,
        null,
        current,
        size,
        modified * 1_000_000,
        modified * 1_000_000,
        "text/plain",
        null,
        at * 1_000_000,
        at * 1_000_000 + 1,
        0,
        true,
        new Place("inventory.csv", at));
  }

  private static Request range(String actor, long at, Long first, Long last, Long modified) {
    return read(actor, at, 206, first, last, modified, last - first + 1);
  }

  private static Request read(
      String actor, long at, long status, Long first, Long last, Long modified, long bytes) {
    Long micros = modified == null ? null : Long.valueOf(modified * 1_000_000 + 400_000);
    return new Request(
        at * 1_000_000,
        null,
        null,
        actor,
        true,
        true,
        status,
        bytes,
        first,
        last,
        null,
        micros,
        null);
  }

  private static Request unmodified(String actor, long at, Long first, Long last) {
    return new Request(
        at * 1_000_000, null, null, actor, true, true, 206, 60, first, last, 100L, null, null);
  }
}

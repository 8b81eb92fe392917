package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of a key or SAS are proven between first and last use (exposure.md §4). */
class SpanCutTest {
  /**
   * Spans as {@code from-to cause}, a dash for a bound that is not known; proven ones in capitals.
   */
  @ParameterizedTest(name = "{0}, used {1} to {2}: {3}")
  @CsvSource({
    "10-90 since,               20, 30, 10-20 since|20-30 USE|30-90 use",
    "10-? since,                20, 30, 10-20 since|20-30 USE|30-? use",
    "?-? sas,                   20, 30, ?-20 sas|20-30 USE|30-? use",
    "10-90 since,               10, 90, 10-90 USE",
    "10-40 since|40-90 network, 20, 30, 10-20 since|20-30 USE|30-40 use|40-90 network",
    "10-40 since|40-90 network, 20, 60, 10-20 since|20-40 USE|40-60 USE|60-90 use",
    "10-40 since|40-90 network, 50, 60, 10-40 since|40-50 network|50-60 USE|60-90 use",
  })
  void aUseProvesWhatLiesBetweenAndMovesNothingElse(
      String spans, long from, long to, String expected) {
    List<Row> rows = new ArrayList<>();
    for (String span : spans.split("\\|", -1)) {
      String[] words = span.trim().split("[- ]", -1);
      rows.add(
          RowFactory.create(
              bound(words[0]), bound(words[1]), "possible", null, "internet", words[2], null));
    }

    assertThat(
            Arrays.stream(SpanCut.proven(rows, from, to))
                .map(SpanCutTest::text)
                .collect(Collectors.joining("|")))
        .isEqualTo(expected);
  }

  private static Long bound(String text) {
    return text.equals("?") ? null : (Long) Long.parseLong(text);
  }

  private static String text(Row span) {
    String cause = span.getString(5);
    boolean proven = span.getString(2).equals("proven");
    return (span.isNullAt(0) ? "?" : span.getLong(0))
        + "-"
        + (span.isNullAt(1) ? "?" : span.getLong(1))
        + " "
        + (proven ? cause.toUpperCase(java.util.Locale.ROOT) : cause);
  }
}

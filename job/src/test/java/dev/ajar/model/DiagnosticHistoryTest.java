package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Facts are written {@code setting@time=value} with {@code +} for a change, {@code =} for a
 * snapshot, {@code ?} for a touch; {@code list@time} is a whole list of the settings. {@code R}
 * stands for the category StorageRead, {@code W} for StorageWrite.
 */
class DiagnosticHistoryTest {
  private static final String END = "end";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what                                             | facts                             | cover  | R is sent          | R is off
          a snapshot holds while changes are covered         | a@10=R>logs                       | 0-50   | logs 0-50          |
          nothing is known beyond the cover                  | a@10=R>logs list@10               | 5-20   | logs 5-20          |
          switched off at an instant, by name                | a@10=R>logs list@10 a@30+off      | 0-50   | logs 0-30          | 30-50
          deleted and made again                             | list@5 a@10+R>logs a@20+off a@30+R>logs | 0-50 | logs 10-20 30-50 | 0-10 20-30
          a whole list without it says that it was off       | list@10                           | 0-50   |                    | 0-50
          off by name is not off while others may exist      | a@10=off                          | 0-50   |                    |
          another category is not this one                   | a@10=W>logs list@10               | 0-50   | logs               | 0-50
          two settings: off only where neither sends         | a@10=R>one b@10=R>two list@10 a@20+off b@30+off | 0-50 | one 0-20; two 0-30 | 30-50
          what is sent uncovered is not known                | a@10=R>logs a@40=R>logs           | 0-20   | logs 0-20 40-41    |
          a touch ends what is known                         | a@10=R>logs a@20?                 | 0-50   | logs 0-20          |
          """)
  void categoriesAreSentOrOff(String what, String facts, String cover, String sent, String off) {
    DiagnosticHistory history =
        DiagnosticHistory.of(parse(facts), Intervals.of(List.of(span(cover))));
    List<String> sending = new ArrayList<>();
    for (DiagnosticHistory.Sending to : history.sending("R")) {
      sending.add((to.destination() + " " + show(to.spans())).strip());
    }

    assertThat(String.join("; ", sending)).as(what).isEqualTo(sent == null ? "" : sent);
    assertThat(show(history.off("R"))).as(what).isEqualTo(off == null ? "" : off);
  }

  private static List<Observation> parse(String facts) {
    List<Observation> observations = new ArrayList<>();
    for (String fact : facts.split(" ", -1)) {
      int at = fact.indexOf('@');
      int sign = at + 1;
      while (sign < fact.length() && Character.isDigit(fact.charAt(sign))) {
        sign++;
      }
      String name = fact.substring(0, at);
      long time = Long.parseLong(fact.substring(at + 1, sign));
      boolean list = name.equals("list");
      char kind = sign < fact.length() ? fact.charAt(sign) : '=';
      String value = list ? "whole" : kind == '?' ? null : fact.substring(sign + 1);
      observations.add(
          new Observation(
              "acct",
              null,
              list ? Settings.DIAGNOSTIC_SETTING_LIST : Settings.DIAGNOSTIC_SETTING,
              list ? null : name,
              value,
              null,
              time,
              kind == '+' ? Basis.CHANGE : kind == '?' ? Basis.TOUCH : Basis.SNAPSHOT,
              new Observation.Origin(null, null, null, null, null, new Place("f", time)),
              null));
    }
    return observations;
  }

  private static Intervals.Span span(String text) {
    String[] ends = text.split("-", -1);
    return new Intervals.Span(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }

  private static String show(List<long[]> spans) {
    List<String> shown = new ArrayList<>();
    for (long[] span : spans) {
      shown.add(span[0] + "-" + (span[1] == Long.MAX_VALUE ? END : span[1]));
    }
    return String.join(" ", shown);
  }
}

package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.tables.Observations;
import dev.ajar.testing.Rows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class JoinChangesIT {
  private static final String HEADER =
      "account | container | setting | correlation_id | basis | value | previous_value |"
          + " observed_ticks | file | offset\n";

  @Test
  void theSameChangeIsToldOnceAtTheActivityLogsTime() {
    assertThat(
            joined(
                "a | | publicNetworkAccess | C1 | change | Disabled | | 100 | log | 5",
                "a | | publicNetworkAccess | c1 | change | Disabled | Enabled | 130 | arg | 7"))
        .containsExactly("a | publicNetworkAccess | change | Disabled | Enabled | 100 | log | 5");
  }

  @Test
  void anotherCorrelationIdResourceSettingOrValueIsAnotherChange() {
    assertThat(
            joined(
                "a | | publicNetworkAccess | c1 | change | Disabled | | 100 | log | 5",
                """
                a | | publicNetworkAccess | c2 | change | Disabled | Enabled | 130 | arg | 1
                b | | publicNetworkAccess | c1 | change | Disabled | Enabled | 130 | arg | 2
                a | | networkAcls         | c1 | change | Allow    |         | 130 | arg | 3
                a | | publicNetworkAccess | c1 | change | Enabled  | Disabled | 130 | arg | 4
                """))
        .containsExactly(
            "a | networkAcls | change | Allow |  | 130 | arg | 3",
            "a | publicNetworkAccess | change | Disabled |  | 100 | log | 5",
            "a | publicNetworkAccess | change | Disabled | Enabled | 130 | arg | 1",
            "a | publicNetworkAccess | change | Enabled | Disabled | 130 | arg | 4",
            "b | publicNetworkAccess | change | Disabled | Enabled | 130 | arg | 2");
  }

  @Test
  void aTouchOfOneSourceIsTheChangeThatTheOtherKnows() {
    assertThat(
            joined(
                """
                a | | networkAcls          | c1 | change | Deny ip:192.0.2.1 | | 100 | log | 5
                a | | publicNetworkAccess  | c1 | touch  |                   | | 100 | log | 5
                a | | allowSharedKeyAccess | c1 | touch  |                   | | 100 | log | 5
                """,
                """
                a | | networkAcls          | c1 | touch  |          |         | 130 | arg | 7
                a | | publicNetworkAccess  | c1 | change | Disabled | Enabled | 130 | arg | 7
                a | | allowSharedKeyAccess | c1 | touch  |          |         | 130 | arg | 7
                """))
        .containsExactly(
            "a | allowSharedKeyAccess | touch |  |  | 100 | log | 5",
            "a | networkAcls | change | Deny ip:192.0.2.1 |  | 100 | log | 5",
            "a | publicNetworkAccess | change | Disabled | Enabled | 100 | arg | 7");
  }

  @Test
  void eachRecordIsTheSameAsOneOtherAndWhatIsLeftStays() {
    assertThat(
            joined(
                """
                a | | publicNetworkAccess | c1 | change | Disabled | | 100 | log | 1
                a | | publicNetworkAccess | c1 | change | Enabled  | | 200 | log | 2
                """,
                """
                a | | publicNetworkAccess | c1 | change | Disabled | Enabled  | 130 | arg | 1
                a | | publicNetworkAccess | c1 | change | Enabled  | Disabled | 230 | arg | 2
                a | | publicNetworkAccess | c1 | change | Disabled | Enabled  | 330 | arg | 3
                a | | publicNetworkAccess | c1 | touch  |          |          | 430 | arg | 4
                """))
        .containsExactly(
            "a | publicNetworkAccess | change | Disabled | Enabled | 100 | log | 1",
            "a | publicNetworkAccess | change | Disabled | Enabled | 330 | arg | 3",
            "a | publicNetworkAccess | change | Enabled | Disabled | 200 | log | 2",
            "a | publicNetworkAccess | touch |  |  | 430 | arg | 4");
  }

  @Test
  void twoExportsOfOneChangeAreOne() {
    assertThat(
            joined(
                "",
                """
                a | | publicNetworkAccess | c1 | change | Disabled | Enabled | 130 | arg2 | 0
                a | | publicNetworkAccess | c1 | change | Disabled | Enabled | 130 | arg1 | 9
                a | | networkAcls         |    | touch  |          |         | 130 | arg2 | 0
                a | | networkAcls         |    | touch  |          |         | 130 | arg1 | 9
                a | | networkAcls         |    | touch  |          |         | 140 | arg1 | 9
                """))
        .containsExactly(
            "a | networkAcls | touch |  |  | 130 | arg1 | 9",
            "a | networkAcls | touch |  |  | 140 | arg1 | 9",
            "a | publicNetworkAccess | change | Disabled | Enabled | 130 | arg1 | 9");
  }

  @Test
  void whatIsNoChangeOrHasNoCorrelationIdStaysAsItIs() {
    assertThat(
            joined(
                """
                a | | publicNetworkAccess |    | change   | Disabled | | 100 | log | 1
                a | | publicNetworkAccess | c1 | snapshot | Disabled | | 110 | log | 2
                """,
                """
                a | | publicNetworkAccess |    | snapshot | Disabled | | 120 | list | 1
                a | | publicNetworkAccess | c1 | change   | Disabled | | 130 | arg  | 1
                """))
        .containsExactly(
            "a | publicNetworkAccess | change | Disabled |  | 100 | log | 1",
            "a | publicNetworkAccess | change | Disabled |  | 130 | arg | 1",
            "a | publicNetworkAccess | snapshot | Disabled |  | 110 | log | 2",
            "a | publicNetworkAccess | snapshot | Disabled |  | 120 | list | 1");
  }

  private static List<String> joined(String logged, String read) {
    Dataset<Row> joined = JoinChanges.transform(rows(logged), rows(read));
    return Rows.show(
        joined,
        Observations.ACCOUNT,
        Observations.SETTING,
        Observations.BASIS,
        Observations.VALUE,
        Observations.PREVIOUS_VALUE,
        Observations.OBSERVED_TICKS,
        Observations.FILE,
        Observations.OFFSET);
  }

  private static Dataset<Row> rows(String text) {
    return Rows.of(Observations.TABLE, HEADER + text);
  }
}

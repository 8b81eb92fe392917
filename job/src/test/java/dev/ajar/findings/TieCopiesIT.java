package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.model.Ticks;
import dev.ajar.tables.LogRecords;
import dev.ajar.testing.Rows;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A copy's records are of one act, and the bytes leave for whom made it (exposure.md §5). */
class TieCopiesIT {
  private static final long AT = Ticks.of(Instant.parse("2024-03-01T10:00:00Z"));
  private static final long DAY = 24 * Ticks.PER_HOUR;

  private static final String RECORDS =
      """
      file | offset | request_id | operation | operation_class | status_code | succeeded | at_ticks | account | container | object | sas_sha256 | actor_id | user_agent | uri | copy_source
      f | 1  | r1 | CopyBlob            | write | 202 | true  | %1$d | acct | theirs | b | D | thief  | AzCopy | https://acct/theirs/b?sig=XXXXX |
      f | 2  | r1 | CopyBlobSource      | read  | 202 | true  | %1$d | acct | docs   | a | S | thief  | AzCopy | https://acct/docs/a?sig=XXXXX   | https://acct/docs/a?sig=XXXXX
      f | 3  | r1 | CopyBlobDestination | write | 202 | true  | %1$d | acct | theirs | b | D | thief  | AzCopy | https://acct/theirs/b           |
      f | 4  | r2 | GetBlob             | read  | 206 | true  | %2$d | acct | docs   | a | S | engine | services_xstore_transport_HTTP2/1.0 | https://acct/docs/a |
      f | 5  | r3 | GetBlob             | read  | 206 | true  | %2$d | acct | docs   | a | T | other  | services_xstore_transport_HTTP2/1.0 | https://acct/docs/a |
      f | 6  | r4 | GetBlob             | read  | 206 | true  | %2$d | acct | docs   | x | S | other  | services_xstore_transport_HTTP2/1.0 | https://acct/docs/x |
      f | 7  | r5 | GetBlob             | read  | 206 | true  | %2$d | acct | docs   | a | S | thief  | AzCopy | https://acct/docs/a |
      f | 8  | r6 | GetBlob             | read  | 206 | true  | %3$d | acct | docs   | a | S | early  | services_xstore_transport_HTTP2/1.0 | https://acct/docs/a |
      f | 9  | r7 | GetBlob             | read  | 206 | true  | %4$d | acct | docs   | a | S | late   | services_xstore_transport_HTTP2/1.0 | https://acct/docs/a |
      f | 10 | r8 | CopyBlob            | write | 404 | false | %1$d | acct | theirs | c | D | thief  | AzCopy | https://acct/theirs/c |
      f | 11 |    | CopyBlob            | write | 202 | true  | %1$d | acct | theirs | d | D | thief  | AzCopy | https://acct/theirs/d |
      """
          .formatted(AT, AT + Ticks.PER_HOUR, AT - 1, AT + 14 * DAY);

  @Test
  void itsRecordsSayFromWhereToWhereAndItsReadsForWhom() {
    Dataset<Row> tied = TieCopies.transform(Rows.of(LogRecords.TABLE, RECORDS));

    assertThat(Rows.show(tied, "offset", "actor_id", "copy_source", "copy_destination"))
        .containsExactlyInAnyOrder(
            "1 | thief | https://acct/docs/a?sig=XXXXX | https://acct/theirs/b",
            "2 | thief | https://acct/docs/a?sig=XXXXX | https://acct/theirs/b",
            "3 | thief | https://acct/docs/a?sig=XXXXX | https://acct/theirs/b",
            "4 | thief | https://acct/docs/a?sig=XXXXX | https://acct/theirs/b",
            "5 | other |  | ",
            "6 | other |  | ",
            "7 | thief |  | ",
            "8 | early |  | ",
            "9 | late |  | ",
            "10 | thief |  | ",
            "11 | thief |  | ");
  }
}

package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.tables.LogRecords;
import dev.ajar.testing.Rows;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MarkDuplicatesIT {
  private static final List<String> PATHS = List.of("z/read", "a/export");

  @Test
  void keptIsTheRichestSourceThenTheSmallestPathBelowItThenTheSmallestOffset() {
    Dataset<Row> marked =
        MarkDuplicates.transform(
            Rows.of(
                LogRecords.TABLE,
                """
                account | request_id | operation | operation_count | container | object | source_rank | file       | offset
                acct    | richest    | GetBlob   | 0               | c         | o      | 1           | a/export/1 | 0
                acct    | richest    | GetBlob   | 0               | c         | o      | 0           | z/read/9   | 9
                acct    | path       | GetBlob   | 0               | c         | o      | 0           | z/read/1   | 9
                acct    | path       | GetBlob   | 0               | c         | o      | 0           | a/export/2 | 0
                acct    | offset     | GetBlob   | 0               | c         | o      | 0           | z/read/1   | 30
                acct    | offset     | GetBlob   | 0               | c         | o      | 0           | z/read/1   | 4
                """),
            PATHS);

    assertThat(Rows.show(marked, "request_id", "file", "offset", "duplicate"))
        .containsExactly(
            "offset | z/read/1 | 30 | true",
            "offset | z/read/1 | 4 | false",
            "path | a/export/2 | 0 | true",
            "path | z/read/1 | 9 | false",
            "richest | a/export/1 | 0 | true",
            "richest | z/read/9 | 9 | false");
  }

  @Test
  void oneRequestMayLeaveSeveralRecordsAndEachCounts() {
    Dataset<Row> marked =
        MarkDuplicates.transform(
            Rows.of(
                LogRecords.TABLE,
                """
                account | request_id | operation           | operation_count | container | object | source_rank | file     | offset
                acct    | copy       | CopyBlobSource      | 0               | c         | o      | 0           | z/read/1 | 0
                acct    | copy       | CopyBlob            | 1               | c         | o      | 0           | z/read/1 | 1
                acct    | copy       | CopyBlob            | 2               | c         | o      | 0           | z/read/1 | 2
                acct    | batch      | DeleteBlob          | 0               | c         | o1     | 0           | z/read/1 | 3
                acct    | batch      | DeleteBlob          | 0               | c         | o2     | 0           | z/read/1 | 4
                other   | batch      | DeleteBlob          | 0               | c         | o2     | 0           | z/read/1 | 5
                acct    | list       | ListBlobs           | 0               | c         |        | 0           | z/read/1 | 6
                acct    | list       | ListBlobs           | 0               | d         |        | 0           | z/read/1 | 7
                """),
            PATHS);

    assertThat(Rows.show(marked.where("duplicate"), "offset")).isEmpty();
  }

  @Test
  void aRecordWithoutARequestIdIsNobodysDuplicate() {
    Dataset<Row> marked =
        MarkDuplicates.transform(
            Rows.of(
                LogRecords.TABLE,
                """
                account | request_id | operation | operation_count | source_rank | file     | offset
                acct    |            | GetBlob   | 0               | 0           | z/read/1 | 0
                acct    |            | GetBlob   | 0               | 0           | z/read/1 | 9
                """),
            PATHS);

    assertThat(Rows.show(marked, "offset", "duplicate")).containsExactly("0 | false", "9 | false");
  }
}

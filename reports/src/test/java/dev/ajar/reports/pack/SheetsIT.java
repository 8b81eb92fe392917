package dev.ajar.reports.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.lake.Sessions;
import dev.ajar.tables.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spreadsheet is full some day. */
class SheetsIT {
  @TempDir private Path folder;

  @Test
  void aTableThatFillsASheetGoesOnInTheNextWithTheHeaderAgain() throws IOException {
    int id = Findings.TABLE.columns().fieldIndex(Findings.FINDING_ID);
    List<Row> rows =
        Stream.of("e", "d", "c", "b", "a")
            .map(
                name -> {
                  Object[] values = new Object[Findings.TABLE.columns().length()];
                  values[id] = name;
                  return RowFactory.create(values);
                })
            .toList();
    PackFolder pack =
        new PackFolder(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
    WriteExports.write(
        Findings.TABLE,
        Sessions.open().createDataFrame(rows, Findings.TABLE.columns()),
        pack,
        WriteExports.FOLDER,
        /* rowsOfSheet= */ 2);

    assertThat(ids("findings.csv")).containsExactly("a", "b");
    assertThat(ids("findings-2.csv")).containsExactly("c", "d");
    assertThat(ids("findings-3.csv")).containsExactly("e");
    assertThat(folder.resolve("exports/findings-4.csv")).doesNotExist();
    assertThat(Files.readAllLines(folder.resolve("exports/findings.jsonl"))).hasSize(5);
  }

  private List<String> ids(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("exports/" + name));
    assertThat(lines.get(0)).isEqualTo(String.join(",", Findings.TABLE.columns().fieldNames()));
    int id = Findings.TABLE.columns().fieldIndex(Findings.FINDING_ID);
    return lines.stream().skip(1).map(line -> line.split(",", -1)[id].replace("\"", "")).toList();
  }
}

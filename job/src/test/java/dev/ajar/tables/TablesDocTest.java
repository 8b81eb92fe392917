package dev.ajar.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

/** {@code job/TABLES.md} is made from the contracts, and is never older than they are. */
class TablesDocTest {
  private static final Path DOC = Path.of("TABLES.md");
  private static final String WRITE = "ajar.tables.write";

  @Test
  void theDataDictionarySaysWhatTheContractsSay() throws IOException {
    String generated = dictionary();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOC, generated);
    }

    assertThat(DOC)
        .as("job/TABLES.md is stale: mvn -pl job test -Dtest=TablesDocTest -D%s=true", WRITE)
        .hasContent(generated);
  }

  private static String dictionary() {
    StringBuilder text = new StringBuilder();
    text.append("# The tables of Ajar\n\n");
    text.append(
        "Generated from the contracts in `dev.ajar.tables`; do not edit. Delta tables, one");
    text.append(
        " folder or one schema, partitioned by `audit`. Instants are UTC to the microsecond,");
    text.append(
        " cut; a place in evidence is a file and the byte, in the unpacked file, where the");
    text.append(" record begins.\n\n| table | one row per |\n|---|---|\n");
    for (Table table : Tables.ALL) {
      text.append("| [`").append(table.name()).append("`](#").append(table.name()).append(") | ");
      text.append(cell(table.comment())).append(" |\n");
    }
    for (Table table : Tables.ALL) {
      text.append("\n## ").append(table.name()).append("\n\n").append(table.comment());
      text.append(" Told apart by `audit");
      table.key().forEach(column -> text.append("`, `").append(column));
      text.append("`.\n\n| column | type | meaning |\n|---|---|---|\n");
      for (StructField field : table.storedColumns().fields()) {
        text.append("| `").append(field.name()).append("` | `");
        text.append(field.dataType().catalogString()).append("` | ");
        text.append(cell(field.getComment().get())).append(" |\n");
      }
    }
    return text.toString();
  }

  private static String cell(String text) {
    assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    return text.replace("|", "\\|").replace("\n", " ");
  }
}

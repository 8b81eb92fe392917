package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.lines.Dribble;
import dev.ajar.faults.Seeds.Seed;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that fails in the middle of a file, whatever the file is. */
class StoreThatFailsTest {
  static List<Seed> seeds() {
    return Seeds.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void aFileThatAStoreGaveInPartIsUnreadableAndReadAnewByTheNextRun(Seed seed) {
    byte[] part = Arrays.copyOf(seed.bytes(), seed.bytes().length / 2);
    List<Row> sources = new ArrayList<>();
    AnyReader.read(
        seed.kind(),
        seed.path(),
        new Dribble(part, 0, new Random(3), /* breaks= */ true),
        (row, schema) -> {
          if (Arrays.asList(schema.fieldNames()).contains(Readings.SOURCE)) {
            Row source = row.getStruct(schema.fieldIndex(Readings.SOURCE));
            if (source != null) {
              sources.add(source);
            }
          }
        });

    assertThat(sources).hasSize(1);
    Row source = sources.get(0);
    assertThat(source.get(Sources.TABLE.columns().fieldIndex(Sources.STATE)))
        .isEqualTo(FileTally.UNREADABLE);
    String problem = source.getString(Sources.TABLE.columns().fieldIndex(Sources.PROBLEM));
    assertThat(problem).isEqualTo("reading failed: IOException");
    assertThat(FileTally.mayPass(problem)).isTrue();
  }
}

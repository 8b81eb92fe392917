package dev.ajar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.ajar.faults.Seeds.Seed;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a file holds: its reader throws nothing, ends, makes rows of its schema, and every
 * record is accepted, outside or quarantined.
 *
 * <p>{@code -Dajar.fuzz=1000000} tries as many inputs, {@code -Dajar.fuzz.seed=N} others, {@code
 * -Dajar.fuzz.line=1000000000} longer ones.
 */
class HostileInputTest {
  private static final int INPUTS = Integer.getInteger("ajar.fuzz", 100_000);
  private static final long SEED = Long.getLong("ajar.fuzz.seed", 5);
  private static final long LONG = Long.getLong("ajar.fuzz.line", 160_000_000L);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SLOW = TimeUnit.SECONDS.toNanos(20);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void spoiledRecordsAreCountedAndNeverTheEndOfTheReader() {
    Random random = new Random(SEED);
    long quarantined = 0;
    long accepted = 0;
    for (int i = 0; i < INPUTS; i++) {
      long of = random.nextLong();
      Random choice = new Random(of);
      Seed seed = Seeds.ALL.get(choice.nextInt(Seeds.ALL.size()));
      Seed other = Seeds.ALL.get(choice.nextInt(Seeds.ALL.size()));
      byte[] input = new Mutator(choice.nextLong()).spoil(seed.bytes(), other.bytes());
      long began = System.nanoTime();
      Tally tally = read(seed, new ByteArrayInputStream(input), "input " + of);
      assertThat(System.nanoTime() - began).as("time for input %d", of).isLessThan(SLOW);
      quarantined += tally.quarantined;
      accepted += tally.accepted;
    }

    assertThat(quarantined).as("spoiled beyond reading").isGreaterThan(INPUTS / 10);
    assertThat(accepted).as("still read").isGreaterThan(INPUTS / 10);
  }

  static List<Seed> seeds() {
    return Seeds.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void unspoiledTheyAreRead(Seed seed) {
    Tally tally = read(seed, new ByteArrayInputStream(seed.bytes()), seed.kind().word());

    assertThat(tally.reasons).isEmpty();
    assertThat(tally.accepted).isPositive();
  }

  private static final List<String> PIECES =
      List.of("a", "[", "{\"a\":", "\"", ",", "<a>", "\\u0061");

  /**
   * Each shape with some of the pieces, by turns; with every one where longer lines are asked for.
   */
  static Stream<Arguments> endless() {
    int each = LONG > 160_000_000L ? PIECES.size() : 2;
    return IntStream.range(0, Seeds.ALL.size())
        .boxed()
        .flatMap(
            seed ->
                IntStream.range(0, each)
                    .mapToObj(
                        turn ->
                            Arguments.of(
                                Seeds.ALL.get(seed),
                                PIECES.get((seed * 2 + turn) % PIECES.size()))));
  }

  /** A line without an end, nesting without a bottom, columns without number. */
  @ParameterizedTest(name = "{0}: {1} without end")
  @MethodSource("endless")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatHasNoEndIsLeftUnreadInBoundedMemory(Seed seed, String piece) {
    int half = seed.text().length() / 2;
    InputStream bytes =
        new Repeated(
            seed.text().substring(0, half).getBytes(StandardCharsets.UTF_8),
            piece.getBytes(StandardCharsets.UTF_8),
            LONG);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    read(seed, bytes, piece);

    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes allocated for %d", LONG).isLessThan(LONG / 2);
  }

  private static final class Tally {
    private int ends;
    private long accepted;
    private long quarantined;
    private final List<String> reasons = new ArrayList<>();
  }

  private static Tally read(Seed seed, InputStream bytes, String what) {
    Tally tally = new Tally();
    try {
      AnyReader.read(seed.kind(), seed.path(), bytes, (row, schema) -> take(row, schema, tally));
    } catch (RuntimeException | StackOverflowError e) {
      fail("%s of %s, a reader threw".formatted(what, seed.kind().word()), e);
    }
    assertThat(tally.ends).as("tallies for %s of %s", what, seed.kind().word()).isEqualTo(1);
    return tally;
  }

  private static void take(Row row, StructType schema, Tally tally) {
    assertThat(misfit(row, schema)).isNull();
    if (Arrays.asList(schema.fieldNames()).contains(Readings.SOURCE)) {
      Row quarantined = row.getStruct(schema.fieldIndex(Readings.QUARANTINE));
      if (quarantined != null) {
        tally.reasons.add(
            quarantined.getString(Quarantine.TABLE.columns().fieldIndex(Quarantine.REASON)));
      }
      int at = schema.fieldIndex(Readings.SOURCE);
      if (!row.isNullAt(at)) {
        end(row.getStruct(at), (StructType) schema.fields()[at].dataType(), tally);
      }
    }
  }

  private static void end(Row source, StructType columns, Tally tally) {
    long lines = source.getLong(columns.fieldIndex(Sources.LINES));
    long accepted = source.getLong(columns.fieldIndex(Sources.ACCEPTED));
    long outside = source.getLong(columns.fieldIndex(Sources.OUTSIDE));
    long quarantined = source.getLong(columns.fieldIndex(Sources.QUARANTINED));
    assertThat(accepted + outside + quarantined).isEqualTo(lines);
    tally.ends++;
    tally.accepted += accepted;
    tally.quarantined += quarantined;
  }

  /** What in a row is not of its schema; null if all is. */
  private static String misfit(Row row, StructType schema) {
    if (row.length() != schema.length()) {
      return row.length() + " columns for " + schema.length();
    }
    for (int i = 0; i < row.length(); i++) {
      StructField field = schema.fields()[i];
      String misfit = row.isNullAt(i) ? null : misfit(row.get(i), field.dataType());
      if (misfit != null) {
        return field.name() + ": " + misfit;
      }
    }
    return null;
  }

  private static String misfit(Object value, DataType type) {
    if (type instanceof StructType struct) {
      return value instanceof Row row ? misfit(row, struct) : value.getClass().getName();
    }
    boolean fits =
        type instanceof ArrayType
            ? value instanceof scala.collection.Seq
                || value instanceof List
                || value.getClass().isArray()
            : (!type.equals(DataTypes.StringType) && !type.equals(DataTypes.LongType))
                || value.getClass()
                    == (type.equals(DataTypes.StringType) ? String.class : Long.class);
    return fits ? null : value.getClass().getName() + " for " + type;
  }

  /** Bytes, and then a piece again and again, so many bytes in all. */
  private static final class Repeated extends InputStream {
    private final byte[] head;
    private final byte[] piece;
    private final long length;
    private long at;

    Repeated(byte[] head, byte[] piece, long length) {
      this.head = head;
      this.piece = piece;
      this.length = length;
    }

    @Override
    public int read() {
      if (at >= length) {
        return -1;
      }
      int next =
          at < head.length
              ? head[(int) at] & 0xff
              : piece[(int) ((at - head.length) % piece.length)] & 0xff;
      at++;
      return next;
    }

    @Override
    public int read(byte[] bytes, int from, int most) {
      int count = 0;
      while (count < most) {
        int next = read();
        if (next < 0) {
          return count == 0 ? -1 : count;
        }
        bytes[from + count++] = (byte) next;
      }
      return count;
    }
  }
}

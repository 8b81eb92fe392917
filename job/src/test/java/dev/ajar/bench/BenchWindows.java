package dev.ajar.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.ajar.model.Ticks;
import dev.ajar.sweep.StorageLogSource;
import dev.ajar.sweep.WindowIndex;
import dev.ajar.sweep.WindowIndex.Kind;
import dev.ajar.sweep.WindowIndex.Stretch;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Windows over the accounts, containers and days of some data: proven open, requests with
 * credentials kept, so that every request of the container in that time is inside.
 *
 * @param list the windows
 */
record BenchWindows(List<Window> list) {
  /** States of a span; as {@link WindowIndex} numbers them. */
  private static final byte OPEN = 1;

  private static final int DAYS = 5;

  /** Business hours of the sample: the busiest but one, the same in all its containers. */
  private static final int HOUR = 9;

  /**
   * One window of one container.
   *
   * @param from first tick
   * @param to first tick after it
   */
  record Window(String account, String container, String id, long from, long to) {}

  /** What the data hold: a container, the first and the last request to it. */
  private record Seen(String account, String container, long first, long last) {}

  /** About one line in a hundred: of every container an hour of each of five days. */
  static BenchWindows onePercent(SparkSession session, BenchData data) throws IOException {
    List<Window> windows = new ArrayList<>();
    List<Seen> seen = seen(session, data);
    Instant first = Ticks.toInstant(seen.stream().mapToLong(Seen::first).min().orElseThrow());
    Instant last = Ticks.toInstant(seen.stream().mapToLong(Seen::last).max().orElseThrow());
    long days = ChronoUnit.DAYS.between(first, last);
    for (Seen one : seen) {
      for (int i = 0; i < DAYS; i++) {
        Instant day =
            first
                .truncatedTo(ChronoUnit.DAYS)
                .plus((2 * i + 1) * days / (2 * DAYS), ChronoUnit.DAYS);
        long from = Ticks.of(day.plus(HOUR, ChronoUnit.HOURS));
        String id = one.account() + "/" + one.container() + "/" + i;
        windows.add(new Window(one.account(), one.container(), id, from, from + Ticks.PER_HOUR));
      }
    }
    return new BenchWindows(windows);
  }

  /** Every request to a container: of each one window, from before its first to after its last. */
  static BenchWindows all(SparkSession session, BenchData data) throws IOException {
    List<Window> windows = new ArrayList<>();
    for (Seen one : seen(session, data)) {
      windows.add(
          new Window(
              one.account(),
              one.container(),
              one.account() + "/" + one.container(),
              Ticks.hourOf(one.first()),
              Ticks.hourOf(one.last()) + Ticks.PER_HOUR));
    }
    return new BenchWindows(windows);
  }

  /** The same stretches of time, each cut into so many windows. */
  BenchWindows cut(int parts) {
    List<Window> windows = new ArrayList<>(list.size() * parts);
    for (Window one : list) {
      long length = one.to() - one.from();
      for (int i = 0; i < parts; i++) {
        windows.add(
            new Window(
                one.account(),
                one.container(),
                one.id() + "/" + i,
                one.from() + length * i / parts,
                one.from() + length * (i + 1) / parts));
      }
    }
    return new BenchWindows(windows);
  }

  /** What the data hold; kept beside them, so that a process that runs once need not look. */
  private static List<Seen> seen(SparkSession session, BenchData data) throws IOException {
    Path kept = data.sample().resolve("containers.tsv");
    if (!Files.exists(kept)) {
      List<String> lines =
          session
              .read()
              .format(StorageLogSource.NAME)
              .load(data.logs().toUri().toString())
              .where(col(Accesses.CONTAINER).isNotNull())
              .groupBy(Accesses.ACCOUNT, Accesses.CONTAINER)
              .agg(min(LogRecords.AT_TICKS), max(LogRecords.AT_TICKS))
              .orderBy(Accesses.ACCOUNT, Accesses.CONTAINER)
              .collectAsList()
              .stream()
              .map(row -> row.mkString("\t"))
              .toList();
      Files.write(kept, lines);
    }
    List<Seen> seen = new ArrayList<>();
    for (String line : Files.readAllLines(kept)) {
      String[] words = line.split("\t", -1);
      seen.add(new Seen(words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3])));
    }
    return seen;
  }

  /** As the sweep has them. */
  WindowIndex index() {
    long from = list.stream().mapToLong(Window::from).min().orElseThrow();
    long to = list.stream().mapToLong(Window::to).max().orElseThrow();
    WindowIndex.Builder index = WindowIndex.searching(from, to, true, false);
    for (Window one : list) {
      index.add(
          one.account(),
          one.container(),
          new Stretch(
              one.id(),
              Kind.SIGNED,
              one.from(),
              one.to(),
              one.from(),
              one.to(),
              new long[] {one.from()},
              new byte[] {OPEN}));
    }
    return index.build();
  }

  /** As a table: account, container, window_id, from_at, to_at. */
  Dataset<Row> table(SparkSession session) {
    StructType columns =
        new StructType()
            .add("account", DataTypes.StringType)
            .add("container", DataTypes.StringType)
            .add("window_id", DataTypes.StringType)
            .add("from_at", DataTypes.TimestampType)
            .add("to_at", DataTypes.TimestampType);
    List<Row> rows = new ArrayList<>();
    for (Window one : list) {
      rows.add(
          RowFactory.create(
              one.account(), one.container(), one.id(), at(one.from()), at(one.to())));
    }
    return session.createDataFrame(rows, columns);
  }

  private static Timestamp at(long ticks) {
    return Timestamp.from(Ticks.toInstant(ticks));
  }
}

package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.ajar.model.CategoryCoverage;
import dev.ajar.model.DiagnosticHistory;
import dev.ajar.model.HeldHours;
import dev.ajar.model.HourSet;
import dev.ajar.model.Intervals;
import dev.ajar.model.Observation;
import dev.ajar.model.Place;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Observations;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code what was seen, diagnostic settings, held hours → coverage}: of each account, category and
 * hour asked about, whether a request could have been seen (exposure.md §7).
 */
public final class MeasureCoverage {
  /**
   * A fact about an account's hours: {@code ask} (a span that is asked about), {@code seen}
   * (records of a category in an hour), {@code dark} (an hour of a file that could not be read;
   * category null: all), {@code cover} (changes could not pass unseen), {@code counted} (how many
   * requests of all categories a metric counted in the whole of an hour).
   */
  public static final StructType FACT =
      new StructType()
          .add("account", DataTypes.StringType)
          .add("fact", DataTypes.StringType)
          .add("category", DataTypes.StringType)
          .add("from_ticks", DataTypes.LongType)
          .add("to_ticks", DataTypes.LongType)
          .add("lines", DataTypes.LongType);

  public static final String ASK = "ask";
  public static final String SEEN = "seen";
  public static final String DARK = "dark";
  public static final String COUNTED = "counted";
  private static final String COVER = "cover";
  private static final String DIAGNOSTIC = "diagnostic";
  private static final int PLACES = 20;

  private MeasureCoverage() {}

  /**
   * The coverage of what is asked about.
   *
   * @param facts rows of {@link #FACT}
   * @param observations rows of {@link Observations}
   * @param cover rows of {@link Cover}
   * @param held which hours the log sources hold
   * @param categories the categories to measure
   */
  public static Dataset<Row> transform(
      Dataset<Row> facts,
      Dataset<Row> observations,
      Dataset<Row> cover,
      HeldHours held,
      List<String> categories) {
    StructType rowSchema = withObservation();
    Dataset<Row> all =
        facts
            .withColumn("observation", lit(null).cast(Observations.TABLE.columns()))
            .unionByName(coverFacts(cover))
            .unionByName(diagnosticFacts(observations));
    List<String> measured = List.copyOf(categories);
    Dataset<Row> runs =
        all.select(
                java.util.Arrays.stream(rowSchema.fieldNames())
                    .map(n -> col(n))
                    .toArray(org.apache.spark.sql.Column[]::new))
            .groupByKey((MapFunction<Row, String>) row -> row.getAs("account"), Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>)
                    (account, rows) -> new Account(account, rows, held).measure(measured),
                Encoders.row(Coverage.TABLE.columns()));
    return Coverage.TABLE.conform(runs);
  }

  private static StructType withObservation() {
    return FACT.add("observation", Observations.TABLE.columns());
  }

  private static Dataset<Row> coverFacts(Dataset<Row> cover) {
    return cover
        .where(col(Cover.PLANE).equalTo(Cover.CONTROL))
        .select(
            col(Cover.ACCOUNT),
            lit(COVER).as("fact"),
            lit(null).cast("string").as("category"),
            col(Cover.FROM_TICKS),
            col(Cover.TO_TICKS),
            lit(null).cast("bigint").as("lines"),
            lit(null).cast(Observations.TABLE.columns()).as("observation"));
  }

  private static Dataset<Row> diagnosticFacts(Dataset<Row> observations) {
    Dataset<Row> diagnostic =
        observations.where(
            col(Observations.SETTING)
                .isin(Settings.DIAGNOSTIC_SETTING, Settings.DIAGNOSTIC_SETTING_LIST)
                .and(col(Observations.ACCOUNT).isNotNull()));
    return diagnostic.select(
        col(Observations.ACCOUNT),
        lit(DIAGNOSTIC).as("fact"),
        lit(null).cast("string").as("category"),
        lit(null).cast("bigint").as("from_ticks"),
        lit(null).cast("bigint").as("to_ticks"),
        lit(null).cast("bigint").as("lines"),
        org.apache
            .spark
            .sql
            .functions
            .struct(
                java.util.Arrays.stream(Observations.TABLE.columns().fieldNames())
                    .map(n -> col(n))
                    .toArray(org.apache.spark.sql.Column[]::new))
            .as("observation"));
  }

  /** All that is known of one account. */
  private static final class Account {
    private final String account;
    private final HeldHours held;
    private final List<long[]> asked = new ArrayList<>();
    private final List<Intervals.Span> cover = new ArrayList<>();
    private final List<Observation> diagnostic = new ArrayList<>();
    private final Map<String, TreeMap<Long, Long>> seen = new HashMap<>();
    private final Map<String, List<long[]>> dark = new HashMap<>();
    private final TreeMap<Long, Long> counted = new TreeMap<>();

    Account(String account, Iterator<Row> rows, HeldHours held) {
      this.account = account;
      this.held = held;
      rows.forEachRemaining(this::add);
    }

    private void add(Row row) {
      Long from = row.getAs("from_ticks");
      Long to = row.getAs("to_ticks");
      String category = row.getAs("category");
      switch (row.<String>getAs("fact")) {
        case ASK -> asked.add(new long[] {from, to});
        case SEEN ->
            seen.computeIfAbsent(category, key -> new TreeMap<>())
                .merge(from, row.<Long>getAs("lines"), Long::sum);
        case DARK ->
            dark.computeIfAbsent(String.valueOf(category), key -> new ArrayList<>())
                .add(new long[] {from, to});
        case COUNTED -> counted.merge(from, row.<Long>getAs("lines"), Math::max);
        case COVER -> cover.add(new Intervals.Span(from, to));
        case DIAGNOSTIC -> diagnostic.add(ObservationRows.parse(row.getAs("observation")));
        default -> throw new IllegalStateException("no fact: " + row.getAs("fact"));
      }
    }

    Iterator<Row> measure(List<String> categories) {
      HourSet hours = HourSet.touchedBy(asked);
      List<Row> rows = new ArrayList<>();
      if (hours.isEmpty()) {
        return rows.iterator();
      }
      DiagnosticHistory history = DiagnosticHistory.of(diagnostic, Intervals.of(cover));
      for (String category : categories) {
        CategoryCoverage coverage =
            new CategoryCoverage(
                HourSet.touchedBy(darkOf(category)),
                seen.getOrDefault(category, new TreeMap<>()),
                quiet(history, category),
                HourSet.touchedBy(history.off(category)));
        for (CategoryCoverage.Run run : coverage.runs(hours)) {
          rows.add(row(category, run, history));
        }
      }
      return rows.iterator();
    }

    private List<long[]> darkOf(String category) {
      List<long[]> hours = new ArrayList<>(dark.getOrDefault(category, List.of()));
      hours.addAll(dark.getOrDefault("null", List.of()));
      return hours;
    }

    /** Whole hours that a setting known to send the category fills, and that the sources hold. */
    private HourSet quiet(DiagnosticHistory history, String category) {
      HourSet quiet = HourSet.EMPTY;
      for (DiagnosticHistory.Sending sending : history.sending(category)) {
        HourSet sent = HourSet.inside(sending.spans());
        HourSet there = HourSet.inside(held.of(account, sending.destination()));
        quiet = quiet.or(sent.and(there));
      }
      return quiet;
    }

    /**
     * How many requests of one category there were: none if there were none at all; else the metric
     * does not say, because it does not tell categories apart.
     */
    private Long expected(CategoryCoverage.Run run) {
      Map<Long, Long> hours = counted.subMap(run.from(), run.to());
      boolean measured = hours.size() == (run.to() - run.from()) / Ticks.PER_HOUR;
      return measured && hours.values().stream().allMatch(requests -> requests == 0) ? 0L : null;
    }

    private Row row(String category, CategoryCoverage.Run run, DiagnosticHistory history) {
      List<Row> evidence =
          switch (run.state()) {
            case QUIET, NOT_CONFIGURED ->
                history.places(run.from(), run.to()).stream()
                    .limit(PLACES)
                    .map(Account::place)
                    .toList();
            default -> List.of();
          };
      return RowFactory.create(
          account,
          category,
          Timestamp.from(Ticks.toInstant(run.from())),
          Timestamp.from(Ticks.toInstant(run.to())),
          run.state().word(),
          run.lines(),
          expected(run),
          scala.jdk.javaapi.CollectionConverters.asScala(evidence).toSeq());
    }

    private static Row place(Place place) {
      return RowFactory.create(place.file(), place.offset());
    }
  }
}

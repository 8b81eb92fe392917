package dev.ajar.findings;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.ajar.config.SourceKind;
import dev.ajar.model.CoverageState;
import dev.ajar.model.Hashes;
import dev.ajar.model.Settings;
import dev.ajar.model.Way;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Exposures;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Sources;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code windows, objects, coverage, missing lines, sources, observations → findings}: what a
 * person should read, one row each: strangers who came through, contradictions, credentials that
 * lay open, hours without logs, requests without lines, files that could not be read, websites,
 * role assignments of which only the deletion is known, containers nobody listed.
 */
public final class RaiseFindings {
  private static final String NO_PLACES = "array<struct<file:string,offset:bigint>>";
  static final int PLACES = 20;

  private static final UserDefinedFunction ID =
      udf(
          (UDF2<String, String, String>) (kind, subject) -> Hashes.id("finding", kind, subject),
          DataTypes.StringType);

  private RaiseFindings() {}

  /** What findings are raised from: tables of the run and, for contradictions, the exposures. */
  public record Inputs(
      Dataset<Row> windows,
      Dataset<Row> exposures,
      Dataset<Row> objects,
      Dataset<Row> coverage,
      Dataset<Row> missing,
      Dataset<Row> sources,
      Dataset<Row> observations) {}

  /** The findings, one row each. */
  public static Dataset<Row> transform(Inputs in) {
    Dataset<Row> all =
        strangers(in.windows())
            .union(unseenSignatures(in.windows()))
            .union(contradictions(in.exposures()))
            .union(credentials(in.objects()))
            .union(darkHours(in.coverage()))
            .union(missingLines(in.missing()))
            .union(unreadable(in.sources()))
            .union(quarantined(in.sources()))
            .union(capped(in.sources()))
            .union(websites(in.observations()))
            .union(untoldRoles(in.observations()))
            .union(PrivateWayFindings.transform(in.windows(), in.observations()))
            .union(unlisted(in.windows()));
    return Findings.TABLE.conform(
        all.withColumn(Findings.FINDING_ID, ID.apply(col(Findings.KIND), col(Findings.SUBJECT))));
  }

  private static Dataset<Row> strangers(Dataset<Row> windows) {
    return windows
        .where(col(ExposureWindows.VERDICT).equalTo(Verdicts.CONFIRMED))
        .select(
            finding(
                "access-confirmed",
                "high",
                window(),
                concat(
                    place(),
                    lit(
                        " was used through this window by at least one actor that is neither own"
                            + " nor platform.")),
                col(ExposureWindows.OPENED_EVIDENCE)));
  }

  private static Dataset<Row> unseenSignatures(Dataset<Row> windows) {
    return windows
        .where(
            col(ExposureWindows.VECTOR)
                .equalTo(Way.SAS)
                .and(col(ExposureWindows.OPENED_BEFORE).isNull()))
        .select(
            finding(
                "signature-not-seen",
                "medium",
                window(),
                concat(
                    lit("No successful request to "),
                    place(),
                    lit(
                        " with the signature of this window was found. It is looked for by its"
                            + " SHA-256, and whether the logs hash it like that is not certain;"
                            + " requests with a bad signature are never logged. So this is never"
                            + " \"not used\".")),
                col(ExposureWindows.OPENED_EVIDENCE)));
  }

  private static Dataset<Row> contradictions(Dataset<Row> exposures) {
    return exposures
        .where(col(Exposures.KIND).equalTo(Exposures.WINDOW).and(col(Exposures.CONTRADICTED)))
        .select(
            finding(
                "contradiction",
                "medium",
                window(),
                concat(
                    lit("Evidence about "),
                    place(),
                    lit(" contradicts itself: "),
                    when(
                            col(ExposureWindows.OPENED_BASIS)
                                .equalTo("traffic")
                                .and(col(ExposureWindows.VECTOR).equalTo(Way.ANONYMOUS)),
                            lit(
                                "anonymous requests succeeded while the configuration looks"
                                    + " closed."))
                        .otherwise(
                            lit(
                                "two observations differ and nothing between them can have changed"
                                    + " unseen; the open value is taken."))),
                col(ExposureWindows.OPENED_EVIDENCE)));
  }

  private static Dataset<Row> credentials(Dataset<Row> objects) {
    Column read = col(ExposedObjects.VERDICT).equalTo(Verdicts.CONFIRMED);
    return objects
        .where(col(ExposedObjects.SENSITIVITY).equalTo("credentials"))
        .select(
            finding(
                "credentials-exposed",
                when(read, lit("high")).otherwise(lit("medium")),
                concat_ws(
                    "/",
                    col(ExposedObjects.ACCOUNT),
                    col(ExposedObjects.CONTAINER),
                    col(ExposedObjects.OBJECT),
                    col(ExposedObjects.VERSION_ID),
                    col(ExposedObjects.WINDOW_ID)),
                concat(
                    lit("By its name this object may hold credentials: "),
                    col(ExposedObjects.OBJECT),
                    when(read, lit(". It was read through the window: change them."))
                        .otherwise(
                            concat(
                                lit(". Its verdict is: "), col(ExposedObjects.VERDICT), lit(".")))),
                array().cast(NO_PLACES)));
  }

  private static Dataset<Row> darkHours(Dataset<Row> coverage) {
    return coverage
        .where(
            not(col(Coverage.STATE).isin(CoverageState.LOGGED.word(), CoverageState.QUIET.word())))
        .select(
            finding(
                "hours-without-logs",
                "medium",
                concat_ws(
                    " ", col(Coverage.ACCOUNT), col(Coverage.CATEGORY), utc(Coverage.FROM_AT)),
                concat(
                    lit("Requests to "),
                    col(Coverage.ACCOUNT),
                    lit(" of category "),
                    col(Coverage.CATEGORY),
                    lit(" cannot be known from "),
                    utc(Coverage.FROM_AT),
                    lit(" to "),
                    utc(Coverage.TO_AT),
                    lit(" ("),
                    col(Coverage.STATE),
                    lit("), while something of the account was or may have been open.")),
                col(Coverage.EVIDENCE)));
  }

  private static Dataset<Row> missingLines(Dataset<Row> missing) {
    return missing.select(
        finding(
            "lines-missing",
            "medium",
            col(FindMissingLines.ACCOUNT),
            concat(
                lit("Of account "),
                col(FindMissingLines.ACCOUNT),
                lit(" the metric Transactions counts "),
                col(FindMissingLines.MISSING).cast("string"),
                lit(" more requests than the logs hold lines, in "),
                col(FindMissingLines.HOURS).cast("string"),
                lit(" of the hours asked about, between "),
                utc(FindMissingLines.FIRST_AT),
                lit(" and "),
                utc(FindMissingLines.LAST_AT),
                lit(
                    ". The metric also counts requests that Azure never logs (failed anonymous"
                        + " ones, a SAS with a bad signature) and does not say what they were;"
                        + " the logs may hold a request of an hour's end in the hour beside it.")),
            col(FindMissingLines.EVIDENCE)));
  }

  private static Dataset<Row> unreadable(Dataset<Row> sources) {
    return sources
        .where(col(Sources.STATE).equalTo("unreadable"))
        .select(
            finding(
                "unreadable-file",
                "medium",
                col(Sources.FILE),
                concat(
                    lit("The file was not read to its end: "),
                    coalesce(col(Sources.PROBLEM), lit("no reason given")),
                    lit(". What it holds beyond record "),
                    col(Sources.LINES).cast("string"),
                    lit(" is not known.")),
                array().cast(NO_PLACES)));
  }

  private static Dataset<Row> quarantined(Dataset<Row> sources) {
    return sources
        .where(col(Sources.QUARANTINED).gt(0))
        .select(
            finding(
                "quarantined-records",
                "low",
                col(Sources.FILE),
                concat(
                    col(Sources.QUARANTINED).cast("string"),
                    lit(" of "),
                    col(Sources.LINES).cast("string"),
                    lit(" records of the file could not be read as what they claim to be.")),
                array().cast(NO_PLACES)));
  }

  private static Dataset<Row> capped(Dataset<Row> sources) {
    return sources
        .where(
            col(Sources.KIND)
                .isin(SourceKind.LOG_ANALYTICS_EXPORT.word(), SourceKind.ACTIVITY_LOG.word())
                .and(QueryAnswers.isOne(col(Sources.FILE)))
                .and(col(Sources.LINES).equalTo(QueryAnswers.CAP)))
        .select(
            finding(
                "rows-capped",
                "medium",
                col(Sources.FILE),
                lit(
                    "The file holds exactly 30,000 rows, as many as the portal gives of one query:"
                        + " there may have been more. Save shorter spans of time, or export the"
                        + " table."),
                array().cast(NO_PLACES)));
  }

  private static Dataset<Row> websites(Dataset<Row> observations) {
    return observations
        .where(col(Observations.CONTAINER).equalTo("$web"))
        .groupBy(Observations.ACCOUNT)
        .agg(places().as("places"))
        .select(
            finding(
                "static-website",
                "info",
                col(Observations.ACCOUNT),
                concat(
                    lit("Account "),
                    col(Observations.ACCOUNT),
                    lit(
                        " has a container $web. What it holds is published through the web"
                            + " endpoint whatever the settings say, if the website is switched on;"
                            + " requests there make no window.")),
                col("places")));
  }

  /** Role assignments that no window is made of: nothing says whom they let in, or to what. */
  private static Dataset<Row> untoldRoles(Dataset<Row> observations) {
    Column isTold =
        FindRoleWindows.told("roleDefinitionId")
            .isNotNull()
            .and(FindRoleWindows.told(FindRoleWindows.SCOPE).isNotNull());
    return observations
        .where(col(Observations.SETTING).equalTo(Settings.ROLE_ASSIGNMENT))
        .groupBy(Observations.ITEM)
        .agg(
            bool_or(isTold).as("told"),
            max(col(Observations.OBSERVED_AT)).as("last"),
            expr("min(struct(file, `offset`))").as("place"))
        .where(not(col("told")))
        .groupBy()
        .agg(
            count(lit(1)).as("assignments"),
            min("last").as("first"),
            max("last").as("last"),
            expr("slice(array_sort(collect_list(place)), 1, " + PLACES + ")").as("places"))
        .where(col("assignments").gt(0))
        .select(
            finding(
                "roles-only-deleted",
                "medium",
                lit(Settings.ROLE_ASSIGNMENT),
                concat(
                    lit("Of "),
                    col("assignments").cast("string"),
                    lit(
                        " role assignments only the deletion is known, or not what they gave where:"
                            + " whom they let in, to what and since when cannot be known. They"
                            + " make no window. They were last seen between "),
                    utc("first"),
                    lit(" and "),
                    utc("last"),
                    lit(".")),
                col("places")));
  }

  private static Dataset<Row> unlisted(Dataset<Row> windows) {
    return windows
        .where(
            col(ExposureWindows.CONTAINER)
                .isNull()
                .and(col(ExposureWindows.EXPOSURE).equalTo("unknown")))
        .select(ExposureWindows.ACCOUNT)
        .distinct()
        .select(
            finding(
                "containers-not-listed",
                "medium",
                col(ExposureWindows.ACCOUNT),
                concat(
                    lit("No whole list of the containers of account "),
                    col(ExposureWindows.ACCOUNT),
                    lit(" was given: containers that nobody named may have been open.")),
                array().cast(NO_PLACES)));
  }

  /** The first places of a group's rows, by file and offset. */
  static Column places() {
    return slice(array_sort(collect_set(struct(col("file"), col("offset")))), 1, PLACES);
  }

  static Column window() {
    return col(ExposureWindows.WINDOW_ID);
  }

  static Column place() {
    return concat_ws("/", col(ExposureWindows.ACCOUNT), col(ExposureWindows.CONTAINER));
  }

  private static Column utc(String instant) {
    return date_format(col(instant), "yyyy-MM-dd'T'HH:mm:ss'Z'");
  }

  static Column[] finding(
      String kind, Object severity, Column subject, Column text, Column evidence) {
    return new Column[] {
      lit(kind).as(Findings.KIND),
      (severity instanceof Column given ? given : lit(severity)).as(Findings.SEVERITY),
      subject.as(Findings.SUBJECT),
      text.as(Findings.TEXT),
      slice(coalesce(evidence, array().cast(NO_PLACES)), 1, PLACES).as(Findings.EVIDENCE)
    };
  }
}

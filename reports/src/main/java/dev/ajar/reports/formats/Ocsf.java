package dev.ajar.reports.formats;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import dev.ajar.reports.views.AccessRecords;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Table;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code accesses, events, exposure_windows, findings → OCSF events}, version 1.8.0.
 *
 * <p>A record of evidence is one Datastore Activity (6005), in however many windows it is: these
 * stand in {@code unmapped}, for OCSF has no word for them. A control-plane operation is an API
 * Activity (6003), a window and a finding are a Detection Finding (2004) each, and the audit is one
 * Incident Finding (2005). Times are milliseconds since 1970, UTC. Names that the schema requires
 * and the evidence does not give are {@code unknown}.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/">the schema</a>
 */
public final class Ocsf {
  /** Version of the schema. */
  public static final String VERSION = "1.8.0";

  /** Findings that the incident names; it says how many there are. */
  static final int MOST_NAMED = 1000;

  private static final int APPLICATION = 6;
  private static final int FINDINGS = 2;
  private static final int DATASTORE = 6005;
  private static final int API = 6003;
  private static final int DETECTION = 2004;
  private static final int INCIDENT = 2005;
  private static final int OTHER = 99;
  private static final String UNKNOWN = "unknown";

  private static final String TIME = "time";
  private static final String CLASS = "class_uid";
  private static final String UID = "uid";

  private final RunFacts run;
  private final Instant made;

  private Ocsf(RunFacts run) {
    this.run = run;
    this.made = run.tablesMadeAt();
  }

  /**
   * The events of an audit, in the order of their time.
   *
   * @param records as {@link AccessRecords} has them
   */
  public static Lines lines(
      Dataset<Row> records, Function<Table, Dataset<Row>> tables, RunFacts run) {
    Ocsf ocsf = new Ocsf(run);
    Dataset<Row> windows = tables.apply(ExposureWindows.TABLE);
    Dataset<Row> findings = tables.apply(Findings.TABLE);
    return new Lines(
        ocsf.accesses(records)
            .union(ocsf.operations(tables.apply(Events.TABLE)))
            .union(ocsf.windows(windows))
            .union(ocsf.findings(findings))
            .union(ocsf.incident(windows, findings)),
        List.of(TIME, CLASS, UID));
  }

  private Dataset<Row> accesses(Dataset<Row> records) {
    Column kind = col(Accesses.OPERATION_CLASS);
    Column activity =
        when(kind.equalTo("read"), lit(1))
            .when(kind.equalTo("write"), lit(5))
            .when(kind.equalTo("delete"), lit(7))
            .when(kind.equalTo("list"), lit(8))
            .otherwise(lit(OTHER));
    Column container = coalesce(col(Accesses.CONTAINER), col(Accesses.ACCOUNT), lit(UNKNOWN));
    Column object = col(Accesses.OBJECT);
    Column file =
        struct(
            element_at(split(object, "/"), -1).as("name"),
            object.as("path"),
            lit(1).as("type_id"),
            lit("Regular File").as("type"),
            col(Accesses.OBJECT_LENGTH).as("size"),
            col(Accesses.VERSION_ID).as("version"));
    return event(
        records,
        col(Accesses.AT),
        concat(col(Accesses.FILE), lit("#"), col(Accesses.OFFSET)),
        DATASTORE,
        activity,
        kind,
        lit(1),
        outcome(col(Accesses.SUCCEEDED)),
        col(Accesses.STATUS_CODE).cast("string").as("status_code"),
        col(Accesses.STATUS_TEXT).as("status_detail"),
        Lines.request().as("message"),
        actor(
            coalesce(col(Accesses.OBJECT_ID), col(Accesses.ACTOR_ID)),
            coalesce(col(Accesses.UPN), col(Accesses.AUTH_TYPE)),
            col(Accesses.APP_ID)),
        endpoint(col(Accesses.CALLER_IP), col(Accesses.CALLER_PORT)),
        struct(
                container.as("name"),
                Lines.place().as("uid"),
                lit("Azure Blob Storage").as("type"),
                lit(2).as("type_id"),
                when(object.isNotNull(), file).as("file"))
            .as("databucket"),
        lit("Databucket").as("type"),
        lit(2).as("type_id"),
        struct(
                col(Accesses.REQUEST_ID).as("uid"),
                col(Accesses.USER_AGENT).as("user_agent"),
                col(Accesses.REFERRER).as("referrer"),
                when(
                        col(Accesses.URI).isNotNull(),
                        struct(col(Accesses.URI).as("url_string"), object.as("path")))
                    .as("url"))
            .as("http_request"),
        when(
                col(Accesses.STATUS_CODE).isNotNull(),
                struct(col(Accesses.STATUS_CODE).as("code"), col(Accesses.BYTES_OUT).as("length")))
            .as("http_response"),
        struct(
                col(AccessRecords.WINDOWS).as("windows"),
                col(Actors.RELATION).as("actor_relation"),
                col(Accesses.ACTOR_ID).as("actor_id"),
                col(Accesses.OPERATION).as("operation"),
                col(Accesses.AUTH_TYPE).as("auth_type"),
                col(Accesses.KEY_SHA256).as("key_sha256"),
                col(Accesses.SAS_SHA256).as("sas_sha256"),
                col(Accesses.ROLE_ASSIGNMENT_ID).as("role_assignment_id"),
                col(Accesses.RANGE_START).as("range_start"),
                col(Accesses.RANGE_END).as("range_end"),
                evidence(col(Accesses.FILE), col(Accesses.OFFSET)))
            .as("unmapped"));
  }

  private Dataset<Row> operations(Dataset<Row> events) {
    Column operation = col(Events.OPERATION);
    Column activity =
        when(operation.endsWith("/read"), lit(2))
            .when(operation.endsWith("/write"), lit(3))
            .when(operation.endsWith("/delete"), lit(4))
            .otherwise(lit(OTHER));
    Column scope = coalesce(col(Events.SCOPE), lit(UNKNOWN));
    return event(
        events,
        col(Events.AT),
        concat_ws("#", col(Events.FILE), col(Events.OFFSET), operation),
        API,
        activity,
        element_at(split(operation, "/"), -1),
        lit(1),
        when(col(Events.OUTCOME).equalTo("success"), lit(1))
            .when(col(Events.OUTCOME).equalTo("failure"), lit(2))
            .otherwise(lit(0))
            .as("status_id"),
        concat_ws(" ", operation, col(Events.OUTCOME), scope).as("message"),
        actor(
            coalesce(col(Events.OBJECT_ID), col(Events.ACTOR_ID)),
            coalesce(col(Events.CALLER), lit(UNKNOWN)),
            col(Events.APP_ID)),
        endpoint(col(Events.CALLER_IP), lit(null).cast("long")),
        struct(
                operation.as("operation"),
                struct(lit("Azure Resource Manager").as("name")).as("service"))
            .as("api"),
        array(struct(scope.as("name"), scope.as("uid"))).as("resources"),
        struct(
                col(Events.CORRELATION_ID).as("correlation_id"),
                evidence(col(Events.FILE), col(Events.OFFSET)))
            .as("unmapped"));
  }

  private Dataset<Row> windows(Dataset<Row> windows) {
    Column verdict = col(ExposureWindows.VERDICT);
    Column exposure = col(ExposureWindows.EXPOSURE);
    Column confidence =
        when(exposure.equalTo("proven"), lit(3))
            .when(exposure.equalTo("inferred"), lit(2))
            .when(exposure.equalTo("possible"), lit(1))
            .otherwise(lit(0));
    Column from = coalesce(col(ExposureWindows.OPENED_BEFORE), col(ExposureWindows.OPENED_AFTER));
    Column to = coalesce(col(ExposureWindows.CLOSED_AFTER), col(ExposureWindows.CLOSED_BEFORE));
    return event(
        windows,
        lit(made),
        col(ExposureWindows.WINDOW_ID),
        DETECTION,
        lit(1),
        lit("Create"),
        severityOfWindow(),
        unix_millis(from).as("start_time"),
        unix_millis(to).as("end_time"),
        confidence.as("confidence_id"),
        finding(col(ExposureWindows.WINDOW_ID), titleOfWindow(), lit("exposure-window")),
        array(container()).as("resources"),
        struct(
                exposure.as("exposure"),
                verdict.as("verdict"),
                unix_millis(col(ExposureWindows.OPENED_AFTER)).as("opened_after"),
                unix_millis(col(ExposureWindows.OPENED_BEFORE)).as("opened_before"),
                unix_millis(col(ExposureWindows.CLOSED_AFTER)).as("closed_after"),
                unix_millis(col(ExposureWindows.CLOSED_BEFORE)).as("closed_before"),
                col(ExposureWindows.STILL_OPEN).as("still_open"),
                col(ExposureWindows.CAPABILITY).as("capability"),
                col(ExposureWindows.REACH).as("reach"),
                col(ExposureWindows.OPENED_EVIDENCE).as("opened_evidence"),
                col(ExposureWindows.CLOSED_EVIDENCE).as("closed_evidence"))
            .as("unmapped"));
  }

  /** Never without its exposure and its verdict: a window may show no sign of openness. */
  private static Column titleOfWindow() {
    return concat_ws(
        ", ",
        concat_ws(" ", col(ExposureWindows.VECTOR), lit("access to"), Lines.place()),
        concat(lit("exposure "), col(ExposureWindows.EXPOSURE)),
        concat(lit("access "), col(ExposureWindows.VERDICT)));
  }

  private static Column severityOfWindow() {
    Column verdict = col(ExposureWindows.VERDICT);
    return when(col(ExposureWindows.EXPOSURE).equalTo(UNKNOWN), lit(1))
        .when(verdict.equalTo("confirmed"), lit(4))
        .when(verdict.equalTo("not observed"), lit(2))
        .otherwise(lit(3));
  }

  private static Column severityOfFinding() {
    Column severity = col(Findings.SEVERITY);
    return when(severity.equalTo("high"), lit(4))
        .when(severity.equalTo("medium"), lit(3))
        .when(severity.equalTo("low"), lit(2))
        .otherwise(lit(1));
  }

  private static Column container() {
    return struct(
        Lines.place().as("name"), Lines.place().as("uid"), lit("Azure Blob Storage").as("type"));
  }

  private Dataset<Row> findings(Dataset<Row> findings) {
    return event(
        findings,
        lit(made),
        col(Findings.FINDING_ID),
        DETECTION,
        lit(1),
        lit("Create"),
        severityOfFinding(),
        finding(col(Findings.FINDING_ID), col(Findings.TEXT), col(Findings.KIND)),
        when(
                col(Findings.SUBJECT).isNotNull(),
                array(struct(col(Findings.SUBJECT).as("name"), col(Findings.SUBJECT).as("uid"))))
            .as("resources"),
        struct(col(Findings.EVIDENCE).as("evidence")).as("unmapped"));
  }

  private Dataset<Row> incident(Dataset<Row> windows, Dataset<Row> findings) {
    Dataset<Row> named =
        windows
            .select(
                severityOfWindow().unary_$minus().as("rank"),
                col(ExposureWindows.WINDOW_ID).as(UID),
                titleOfWindow().as("title"))
            .union(
                findings.select(
                    severityOfFinding().unary_$minus().as("rank"),
                    col(Findings.FINDING_ID).as(UID),
                    col(Findings.TEXT)));
    Dataset<Row> first =
        named
            .orderBy("rank", UID)
            .limit(MOST_NAMED)
            .agg(
                transform(
                        sort_array(collect_list(struct("rank", UID, "title"))),
                        one -> struct(one.getField(UID).as(UID), one.getField("title").as("title")))
                    .as("list"));
    Dataset<Row> all = named.agg(count(lit(1)).as("all"));
    return event(
        first.crossJoin(all),
        lit(made),
        lit(run.reference()),
        INCIDENT,
        lit(1),
        lit("Create"),
        lit(0),
        lit(1).as("status_id"),
        lit("New").as("status"),
        concat(
                lit("Audit " + run.audit() + ": "),
                col("all"),
                lit(
                    " windows and findings, listed by severity, at most "
                        + MOST_NAMED
                        + "; a window may show no sign of openness"))
            .as("desc"),
        col("list").as("finding_info_list"),
        struct(lit("not assigned").as("name")).as("assignee_group"));
  }

  private Dataset<Row> event(
      Dataset<Row> rows,
      Column at,
      Column uid,
      int kind,
      Column activity,
      Column activityName,
      Column severity,
      Column... more) {
    int category = kind / 1000 == APPLICATION ? APPLICATION : FINDINGS;
    Column product =
        struct(
            lit("Ajar").as("name"),
            lit("Ajar").as("vendor_name"),
            lit(run.toolVersion()).as("version"));
    Column[] fields =
        Stream.concat(
                Stream.of(
                    lit(category).as("category_uid"),
                    lit(kind).as(CLASS),
                    activity.as("activity_id"),
                    coalesce(activityName, lit(UNKNOWN)).as("activity_name"),
                    activity.plus(lit(kind * 100L)).as("type_uid"),
                    severity.as("severity_id"),
                    unix_millis(at).as(TIME),
                    struct(
                            lit(VERSION).as("version"),
                            product.as("product"),
                            array(lit("cloud")).as("profiles"),
                            uid.as(UID),
                            lit(run.reference()).as("correlation_uid"))
                        .as("metadata"),
                    struct(lit("Azure").as("provider")).as("cloud")),
                Stream.of(more))
            .toArray(Column[]::new);
    return rows.select(at.as(TIME), lit(kind).as(CLASS), uid.as(UID), Lines.json(fields));
  }

  private static Column outcome(Column succeeded) {
    return when(succeeded, lit(1)).otherwise(lit(2)).as("status_id");
  }

  private static Column actor(Column uid, Column name, Column appId) {
    return struct(
            struct(coalesce(uid, lit(UNKNOWN)).as(UID), coalesce(name, lit(UNKNOWN)).as("name"))
                .as("user"),
            appId.as("app_uid"))
        .as("actor");
  }

  /** An address that nobody logged is no address: the endpoint has a name then. */
  private static Column endpoint(Column address, Column port) {
    return struct(
            address.as("ip"), port.as("port"), when(address.isNull(), lit(UNKNOWN)).as("name"))
        .as("src_endpoint");
  }

  private static Column finding(Column uid, Column title, Column type) {
    return struct(uid.as(UID), title.as("title"), array(type).as("types")).as("finding_info");
  }

  private static Column evidence(Column file, Column offset) {
    return struct(file.as("file"), offset.as("offset")).as("evidence");
  }
}

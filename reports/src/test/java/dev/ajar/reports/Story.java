package dev.ajar.reports;

import static dev.ajar.reports.FixtureTables.at;
import static dev.ajar.reports.FixtureTables.place;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.Known;
import dev.ajar.config.Period;
import dev.ajar.config.Rules;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.Actors;
import dev.ajar.tables.Coverage;
import dev.ajar.tables.Events;
import dev.ajar.tables.ExposedObjects;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Findings;
import dev.ajar.tables.Observations;
import dev.ajar.tables.Quarantine;
import dev.ajar.tables.Sources;
import dev.ajar.tables.WindowSpans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made-up incident: two days in February, one container that a vendor opened for ten hours and
 * strangers read, one that may have been open and nobody was seen in, one account nobody listed.
 */
final class Story {
  static final Period PERIOD = new Period(at("2024-02-01T00:00:00Z"), at("2024-02-03T00:00:00Z"));
  static final String LOG = "logs/insights-logs-storageread/y=2024/m=02/d=01/h=10/PT1H.json";
  static final String ACTIVITY = "activity/2024-02.json";

  private Story() {}

  static AuditConfig config() {
    return new AuditConfig(
        "contoso-2024-02",
        PERIOD,
        null,
        List.of(),
        List.of(),
        List.of(),
        Known.NOBODY,
        List.of(),
        Rules.DEFAULTS,
        new AuditConfig.Output("tables", null, null),
        "c0ffee");
  }

  static RunFacts run() {
    return new RunFacts(
        "contoso-2024-02",
        "run-1",
        1,
        "done",
        at("2024-03-01T08:00:00Z"),
        at("2024-03-01T08:01:00Z"),
        "0.1.0",
        "c0ffee",
        new TreeMap<>(Map.of("windows", 3L, "accesses", 7L)),
        new TreeMap<>(Map.of("exposure_windows", 4L, "accesses", 2L)),
        "0.1.0",
        at("2024-03-01T09:00:00Z"));
  }

  static FixtureTables tables() {
    FixtureTables tables = new FixtureTables();
    windows(tables);
    actors(tables);
    accesses(tables);
    rest(tables);
    return tables;
  }

  private static void windows(FixtureTables tables) {
    tables
        .add(
            ExposureWindows.TABLE,
            "window_id",
            "w-open",
            "account",
            "contosodata",
            "container",
            "exports",
            "vector",
            "anonymous",
            "subject",
            "",
            "capability",
            List.of("list", "read"),
            "reach",
            "internet",
            "exposure",
            "proven",
            "opened_after",
            at("2024-02-01T09:30:00Z"),
            "opened_before",
            at("2024-02-01T09:30:00Z"),
            "closed_after",
            at("2024-02-01T19:10:00Z"),
            "closed_before",
            at("2024-02-01T20:00:00.5Z"),
            "still_open",
            false,
            "opened_cause",
            "publicAccess",
            "opened_basis",
            "exact",
            "opened_by",
            "svc-socly",
            "opened_actor_id",
            "a-vendor",
            "opened_evidence",
            place(ACTIVITY, 120),
            "closed_cause",
            "publicAccess",
            "closed_basis",
            "bounded",
            "closed_evidence",
            place("containers.json", 0),
            "hours_exposed",
            11,
            "hours_in_period",
            12,
            "hours_covered",
            10,
            "hours_logged",
            8,
            "verdict",
            "confirmed")
        .add(
            ExposureWindows.TABLE,
            "window_id",
            "w-maybe",
            "account",
            "contosodata",
            "container",
            "backups",
            "vector",
            "anonymous",
            "subject",
            "",
            "capability",
            List.of("read"),
            "reach",
            "internet",
            "exposure",
            "possible",
            "opened_after",
            at("2024-02-02T00:00:00Z"),
            "still_open",
            true,
            "opened_cause",
            "publicAccess",
            "opened_basis",
            "bounded",
            "hours_exposed",
            0,
            "hours_in_period",
            24,
            "hours_covered",
            0,
            "hours_logged",
            0,
            "verdict",
            "not determinable")
        .add(
            ExposureWindows.TABLE,
            "window_id",
            "w-unlisted",
            "account",
            "contosoold",
            "vector",
            "anonymous",
            "subject",
            "",
            "exposure",
            "unknown",
            "still_open",
            true,
            "hours_exposed",
            0,
            "hours_in_period",
            48,
            "verdict",
            "not determinable");
    span(tables, "w-open", "2024-02-01T09:30:00Z", "2024-02-01T19:10:00Z", "proven");
    span(tables, "w-open", "2024-02-01T19:10:00Z", "2024-02-01T20:00:00.5Z", "possible");
    span(tables, "w-maybe", "2024-02-02T00:00:00Z", null, "possible");
    cover(tables, "StorageRead", "2024-02-01T09:00:00Z", "2024-02-01T15:00:00Z", "logged");
    cover(tables, "StorageRead", "2024-02-01T15:00:00Z", "2024-02-01T17:00:00Z", "unknown");
    cover(tables, "StorageRead", "2024-02-01T17:00:00Z", "2024-02-01T21:00:00Z", "quiet");
    cover(tables, "StorageWrite", "2024-02-01T09:00:00Z", "2024-02-01T21:00:00Z", "quiet");
  }

  private static void span(
      FixtureTables tables, String window, String from, String to, String state) {
    tables.add(
        WindowSpans.TABLE,
        "window_id",
        window,
        "from_at",
        at(from),
        "to_at",
        to == null ? null : at(to),
        "state",
        state,
        "capability",
        List.of("list", "read"),
        "reach",
        "internet");
  }

  private static void cover(
      FixtureTables tables, String category, String from, String to, String state) {
    tables.add(
        Coverage.TABLE,
        "account",
        "contosodata",
        "category",
        category,
        "from_at",
        at(from),
        "to_at",
        at(to),
        "state",
        state,
        "lines",
        4,
        "evidence",
        place(LOG, 0));
  }

  private static void actors(FixtureTables tables) {
    actor(tables, "a-stranger", "anonymous", "203.0.113.9", "unknown", null);
    actor(tables, "a-own", "oauth", "backup-job", "own", "principal backup-job");
    actor(tables, "a-vendor", "oauth", "svc-socly", "vendor", "tenant Socly");
  }

  private static void actor(
      FixtureTables tables, String id, String kind, String label, String relation, String rule) {
    tables.add(
        Actors.TABLE,
        "actor_id",
        id,
        "kind",
        kind,
        "label",
        label,
        "relation",
        relation,
        "matched_rule",
        rule,
        "networks",
        List.of("203.0.113.9"));
  }

  private static void accesses(FixtureTables tables) {
    access(tables, "w-open", "a-stranger", "through", "list", null, 200, 900, 1);
    access(tables, "w-open", "a-stranger", "through", "read", "payroll.csv", 200, 1_500, 2);
    access(tables, "w-open", "a-stranger", "through", "read", "payroll.csv", 206, 500, 3);
    access(tables, "w-open", "a-stranger", "through", "read", "none.csv", 404, 0, 4);
    access(tables, "w-open", "a-own", "during", "read", "payroll.csv", 200, 2_000, 5);
    access(tables, "w-open", "a-own", "during", "write", "new.csv", 201, 0, 6);
    // The same record in a second window: it counts once over all.
    access(tables, "w-maybe", "a-stranger", "through", "read", "payroll.csv", 200, 1_500, 2);
    access(tables, "w-open", "a-vendor", "during", "delete", "old.csv", 202, 0, 7);
  }

  private static void access(
      FixtureTables tables,
      String window,
      String actor,
      String via,
      String operationClass,
      String object,
      int status,
      int bytes,
      int offset) {
    tables.add(
        Accesses.TABLE,
        "window_id",
        window,
        "at",
        at("2024-02-01T10:00:00Z").plusSeconds(offset),
        "via",
        via,
        "certainty",
        "confirmed",
        "settling",
        false,
        "account",
        "contosodata",
        "container",
        "exports",
        "object",
        object,
        "operation",
        "Op-" + operationClass,
        "operation_class",
        operationClass,
        "status_code",
        status,
        "succeeded",
        status < 300,
        "caller_ip",
        "203.0.113.9",
        "user_agent",
        "curl/8.5.0",
        "bytes_out",
        bytes,
        "request_id",
        "r-" + offset,
        "operation_count",
        0,
        "actor_id",
        actor,
        "file",
        LOG,
        "offset",
        offset);
  }

  private static void rest(FixtureTables tables) {
    object(tables, "payroll.csv", 2_000L, "confirmed", 2, 2_000, true, "personal data");
    object(tables, "none-read.txt", null, "possible", 0, 0, null, null);
    tables
        .add(
            Observations.TABLE,
            "account",
            "contosodata",
            "container",
            "exports",
            "setting",
            "publicAccess",
            "previous_value",
            "none",
            "value",
            "container",
            "observed_at",
            at("2024-02-01T09:30:00Z"),
            "basis",
            "change",
            "caller",
            "svc-socly",
            "file",
            ACTIVITY,
            "offset",
            120)
        .add(
            Events.TABLE,
            "at",
            at("2024-02-01T09:30:00Z"),
            "operation",
            "microsoft.storage/storageaccounts/blobservices/containers/write",
            "outcome",
            "success",
            "scope",
            "/subscriptions/s/…/exports",
            "account",
            "contosodata",
            "container",
            "exports",
            "caller",
            "svc-socly",
            "caller_ip",
            "198.51.100.4",
            "actor_id",
            "a-vendor",
            "correlation_id",
            "c-1",
            "file",
            ACTIVITY,
            "offset",
            120)
        .add(
            Findings.TABLE,
            "finding_id",
            "f-1",
            "kind",
            "sensitive-object-taken",
            "severity",
            "high",
            "subject",
            "contosodata/exports/payroll.csv",
            "text",
            "payroll.csv was read by an unknown actor.",
            "evidence",
            place(LOG, 2))
        .add(
            Sources.TABLE,
            "file",
            LOG,
            "kind",
            "storage-logs",
            "bytes",
            4_096,
            "state",
            "read",
            "lines",
            12,
            "accepted",
            7,
            "outside",
            2,
            "duplicate",
            1,
            "quarantined",
            2)
        .add(
            Quarantine.TABLE,
            "file",
            LOG,
            "offset",
            900,
            "reason",
            "not a JSON object",
            "raw",
            "{broken")
        .add(
            Quarantine.TABLE,
            "file",
            LOG,
            "offset",
            950,
            "reason",
            "not a JSON object",
            "raw",
            "{broken too");
  }

  private static void object(
      FixtureTables tables,
      String name,
      Long size,
      String verdict,
      int reads,
      int bytes,
      Boolean complete,
      String sensitivity) {
    tables.add(
        ExposedObjects.TABLE,
        "window_id",
        "w-open",
        "account",
        "contosodata",
        "container",
        "exports",
        "object",
        name,
        "size",
        size,
        "verdict",
        verdict,
        "reads",
        reads,
        "bytes_out",
        bytes,
        "complete_copy",
        complete,
        "sensitivity",
        sensitivity,
        "first_read_at",
        reads == 0 ? null : at("2024-02-01T10:00:02Z"),
        "last_read_at",
        reads == 0 ? null : at("2024-02-01T10:00:03Z"),
        "readers",
        reads == 0 ? List.of() : List.of("a-stranger"));
  }
}

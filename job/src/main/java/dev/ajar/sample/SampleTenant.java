package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.AjarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a made-up tenant with a planted incident: evidence in Azure's own formats and folder
 * layout, the {@code audit.yaml} to audit it with, and {@code truth/}.
 *
 * <p>The same seed and size give the same bytes on any machine. Logs are streamed: memory does not
 * grow with their size.
 */
public final class SampleTenant {
  /**
   * Up to this size every row of {@code accesses} is listed in the truth, else the planted ones.
   */
  private static final long LIST_ALL = 20_000_000L;

  private SampleTenant() {}

  /**
   * Writes the sample.
   *
   * @param out a folder that is empty or not there yet
   * @param seed what names, times within limits, addresses and numbers are drawn from
   * @param bytes how much storage log to write, about; from 1 MB on
   * @throws AjarException if the folder holds something, or the size is too small
   */
  public static void write(Path out, long seed, long bytes) throws IOException {
    check(out, bytes);
    Story story = new Story(seed);
    Tenant tenant = new Tenant(seed, story.from);
    Incident incident = new Incident(seed, tenant, story);
    Ledger ledger = new Ledger(story.logsFrom - Stamp.DAY, bytes <= LIST_ALL);
    for (Windows.Expected window : new Windows(tenant, story).all()) {
      if (window.span() != null) {
        ledger.watch(window.span());
      }
    }

    StorageLogs logs = new StorageLogs(out, seed, tenant, story, ledger, bytes);
    logs.write(incident.plan(), bytes);
    ActivityLog activity = new ActivityLog(seed, tenant, story);
    activity.write(out);
    new Snapshots(tenant, story).write(out);
    Inventory inventory = new Inventory(out, tenant, story, incident);
    inventory.write();
    AuditYaml yaml = new AuditYaml(tenant, story);
    Json.text(out.resolve("audit.yaml"), yaml.configuration());
    Json.text(out.resolve("README.txt"), yaml.readme(seed, bytes));

    Hours hours = new Hours(tenant, story, ledger, logs);
    new Truth(out, tenant, story, ledger, hours).write(incident, activity.actors());
    files(out, logs, activity, inventory);
    List<StorageLogs.Bad> bad = new ArrayList<>(logs.bad);
    bad.addAll(activity.bad);
    quarantine(out, bad);
    List<String> secrets = new ArrayList<>(incident.secrets());
    secrets.addAll(logs.secrets());
    Json.text(out.resolve("truth/secrets.txt"), String.join("\n", secrets) + "\n");
    counts(out, logs, ledger, bad.size(), bytes <= LIST_ALL);
  }

  private static void check(Path out, long bytes) throws IOException {
    if (bytes < SampleSize.LEAST) {
      throw AjarException.usage(
          "A sample of " + bytes + " bytes is too small to hold the story.",
          "Ask for 1MB or more.");
    }
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw AjarException.usage(
          out + " is a file.", "Name a folder that is empty or not there yet.");
    }
    try (Stream<Path> below = Files.list(out)) {
      if (below.findAny().isPresent()) {
        throw AjarException.usage(
            "The folder " + out + " is not empty.", "Name another, or remove what is in it.");
      }
    }
  }

  /** Records of each file that an audit may read; rows of {@code sources} must say the same. */
  private static void files(Path out, StorageLogs logs, ActivityLog activity, Inventory inventory)
      throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    files(rows, "storage-logs", logs.files);
    files(rows, "activity-log", activity.files);
    files(rows, "blob-inventory", inventory.files);
    Json.lines(out.resolve("truth/files.jsonl"), rows);
  }

  private static void files(
      List<ObjectNode> rows, String kind, Map<String, StorageLogs.FileCount> files) {
    for (Map.Entry<String, StorageLogs.FileCount> file : files.entrySet()) {
      ObjectNode row = Json.object();
      row.put("file", file.getKey());
      row.put("kind", kind);
      row.put("lines", file.getValue().lines());
      row.put("quarantined", file.getValue().bad());
      rows.add(row);
    }
  }

  private static void quarantine(Path out, List<StorageLogs.Bad> bad) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    for (StorageLogs.Bad one : bad) {
      ObjectNode row = Json.object();
      row.put("file", one.file());
      row.put("offset", one.offset());
      row.put("what", one.what());
      rows.add(row);
    }
    Json.lines(out.resolve("truth/quarantine.jsonl"), rows);
  }

  private static void counts(Path out, StorageLogs logs, Ledger ledger, int bad, boolean listsAll)
      throws IOException {
    ObjectNode counts = Json.object();
    long lines = 0;
    for (StorageLogs.FileCount file : logs.files.values()) {
      lines += file.lines();
    }
    counts.put("storage_log_files", logs.files.size());
    counts.put("storage_log_lines", lines);
    counts.put("storage_log_bytes", logs.bytesWritten);
    counts.put("quarantined", bad);
    counts.put("duplicates_in_windows", ledger.duplicates);
    counts.put("accesses_listed", listsAll ? "all" : "planted");
    ArrayNode totals = counts.putArray("accesses");
    for (Map.Entry<Ledger.Span, Ledger.SpanTally> entry : ledger.tallies.entrySet()) {
      ObjectNode total = totals.addObject();
      total.put("account", entry.getKey().account());
      total.put("container", entry.getKey().container());
      total.put("through", entry.getValue().through);
      total.put("during", entry.getValue().during);
    }
    Json.pretty(out.resolve("truth/counts.json"), counts);
  }
}

package dev.ajar.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Blob;
import dev.ajar.sample.Tenant.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Blob Inventory runs: a blob rule of each account with objects to judge, one container rule. */
final class Inventory {
  private static final List<String> BLOB_FIELDS =
      List.of(
          "Name",
          "Creation-Time",
          "Last-Modified",
          "ETag",
          "Content-Length",
          "Content-Type",
          "BlobType",
          "AccessTier");
  private static final List<String> CONTAINER_FIELDS =
      List.of("Name", "Last-Modified", "ETag", "PublicAccess", "LeaseStatus", "HasLegalHold");

  private final Path out;
  private final Tenant tenant;
  private final Story story;
  private final Incident incident;

  /** Rows of each CSV file, without the schema row, by path below the sample's folder. */
  final Map<String, StorageLogs.FileCount> files = new TreeMap<>();

  Inventory(Path out, Tenant tenant, Story story, Incident incident) {
    this.out = out;
    this.tenant = tenant;
    this.story = story;
    this.incident = incident;
  }

  /** The accounts with an inventory. */
  static List<Account> accounts(Tenant tenant) {
    return List.of(tenant.incident, tenant.site, tenant.exchange, tenant.operations);
  }

  static String folder(Account account) {
    return "inventory/" + account.name();
  }

  void write() throws IOException {
    for (Account account : accounts(tenant)) {
      List<String> rows = new ArrayList<>();
      for (Container container : account.containers()) {
        for (Blob blob : blobs(account, container)) {
          rows.add(row(container, blob));
        }
      }
      // The incident's run came in two files; only the manifest says so.
      int parts = account.is(tenant.incident) ? 2 : 1;
      Map<String, String> texts = new LinkedHashMap<>();
      for (int part = 0; part < parts; part++) {
        List<String> some =
            rows.subList(rows.size() * part / parts, rows.size() * (part + 1) / parts);
        String name = parts == 1 ? "blobs.csv" : "blobs_" + (part + 1) + ".csv";
        texts.put(name, String.join(",", BLOB_FIELDS) + "\n" + String.join("\n", some) + "\n");
      }
      run(account, "blobs", "blob", BLOB_FIELDS, texts);
    }
    run(
        tenant.incident,
        "containers",
        "container",
        CONTAINER_FIELDS,
        Map.of("containers.csv", containers()));
  }

  /** The blobs of a container when the inventory ran. */
  private List<Blob> blobs(Account account, Container container) {
    List<Blob> blobs = new ArrayList<>(container.blobs());
    if (container.name().equals(Tenant.NETWORK_CONFIG)) {
      blobs.add(incident.copied);
    }
    if (account.is(tenant.site) && container.name().equals(Tenant.PRESS)) {
      blobs.addAll(incident.uploaded);
    }
    return blobs;
  }

  private static String row(Container container, Blob blob) {
    return String.join(
        ",",
        quoted(container.name() + "/" + blob.name()),
        Stamp.isoSeconds(blob.modified()),
        Stamp.isoSeconds(blob.modified()),
        blob.etag(),
        Long.toString(blob.size()),
        blob.contentType(),
        "BlockBlob",
        "Hot");
  }

  private static String quoted(String text) {
    if (text.indexOf(',') < 0 && text.indexOf('"') < 0) {
      return text;
    }
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Taken while the vendor's container is open, so its level is in the report. */
  private String containers() {
    StringBuilder text = new StringBuilder(String.join(",", CONTAINER_FIELDS)).append('\n');
    for (Container container : tenant.incident.containers()) {
      boolean opened = container.name().equals(Tenant.NETWORK_CONFIG);
      long modified = opened ? Stamp.floor(story.open, Stamp.SECOND) : container.modified();
      text.append(container.name()).append(',').append(Stamp.isoSeconds(modified)).append(',');
      text.append("0x8DB").append(modified / Stamp.SECOND).append(',');
      text.append(opened ? "container" : "").append(",unlocked,false\n");
    }
    return text.toString();
  }

  private void run(
      Account account,
      String rule,
      String objectType,
      List<String> fields,
      Map<String, String> texts)
      throws IOException {
    String below = Stamp.runPath(story.inventory) + "/" + rule + "/";
    ObjectNode manifest = Json.object();
    manifest.put("destinationContainer", "inventory");
    manifest.put("endpoint", "https://" + account.name() + ".blob.core.windows.net");
    var list = manifest.putArray("files");
    long rows = 0;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String path = folder(account) + "/" + below + entry.getKey();
      byte[] bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
      Json.text(out.resolve(path), entry.getValue());
      ObjectNode file = list.addObject();
      file.put("blob", below + entry.getKey());
      file.put("size", bytes.length);
      long lines = entry.getValue().chars().filter(c -> c == '\n').count() - 1;
      files.put(path, new StorageLogs.FileCount(lines, 0, bytes.length));
      rows += lines;
    }
    manifest.put(
        "inventoryCompletionTime", Stamp.isoSeconds(story.inventory + Story.INVENTORY_TAKES));
    manifest.put("inventoryStartTime", Stamp.isoSeconds(story.inventory));
    ObjectNode definition = manifest.putObject("ruleDefinition");
    if (objectType.equals("blob")) {
      ObjectNode filters = definition.putObject("filters");
      filters.putArray("blobTypes").add("blockBlob");
      filters.put("includeBlobVersions", false);
      filters.put("includeSnapshots", false);
    }
    definition.put("format", "csv");
    definition.put("objectType", objectType);
    definition.put("schedule", "daily");
    var schema = definition.putArray("schemaFields");
    fields.forEach(schema::add);
    manifest.put("ruleName", rule);
    manifest.put("status", "Succeeded");
    manifest.putObject("summary").put("objectCount", rows);
    manifest.put("version", "1.0");
    String folder = folder(account) + "/" + below;
    Path file = out.resolve(folder + rule + "-manifest.json");
    Json.pretty(file, manifest);
    byte[] written = java.nio.file.Files.readAllBytes(file);
    Json.text(out.resolve(folder + rule + "-manifest.checksum"), md5(written));
  }

  /** Azure's own checksum of a manifest is an MD5. */
  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}

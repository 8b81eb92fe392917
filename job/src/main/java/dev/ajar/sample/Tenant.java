package dev.ajar.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who and what there is in the made-up tenant before anything happens. All names, addresses and ids
 * are made up; addresses are of the ranges set apart for documentation, and of 10/8.
 */
final class Tenant {
  /** Someone with an identity in Entra; {@code upn} is null for service principals. */
  record Principal(
      String name, String objectId, String appId, String upn, String tenantId, String address) {
    /** As the Activity Log names them. */
    String caller() {
      return upn != null ? upn : objectId;
    }
  }

  /** A blob; made and last modified at {@code modified}, a whole second, in ticks. */
  record Blob(String name, long size, long modified, String contentType, String etag) {}

  /**
   * A container.
   *
   * @param level none, blob or container, as it was left in the years before the story
   * @param modified last-modified time before the story, a whole second, in ticks
   */
  record Container(String name, String level, long modified, List<Blob> blobs) {}

  /**
   * A storage account.
   *
   * @param permits the switch over anonymous access before the story; null where it was never set
   */
  record Account(
      String name,
      Boolean permits,
      long created,
      boolean dfs,
      String keyHash,
      String location,
      List<Container> containers) {
    /** Names are unique. */
    boolean is(Account other) {
      return name.equals(other.name());
    }

    Container container(String container) {
      return containers.stream().filter(c -> c.name().equals(container)).findFirst().orElseThrow();
    }
  }

  static final String NETWORK_CONFIG = "network-config";
  static final String APP_DATA = "app-data";
  static final String PRESS = "press";
  static final String EXPORTS = "exports";
  static final String HANDOVER = "handover";
  static final String RELEASES = "releases";
  static final String LEGACY = "legacy-share";

  /** Named only in logs of an account that is closed: nothing asks for these logs. */
  static final String GHOST = "temp-exports";

  private static final String KEY_FILE = "keys/deploy_id_rsa";

  final String subscription;
  final String resourceGroup;
  final String ownTenant;
  final String vendorTenant;

  final Principal vendor;
  final Principal vendorReader;
  final Principal security;
  final Principal developer;
  final Principal operator;
  final Principal automation;
  final Principal backup;
  final Principal application;
  final Principal engineer;
  final Principal analyst;

  /** A container opened by the vendor. */
  final Account incident;

  /** A container that was at level blob for years, under a switch that opens. */
  final Account site;

  /** Data-plane changes whose value nobody logged. */
  final Account exchange;

  /** The logs are off for days. */
  final Account operations;

  /** Never had logs, and a switch nobody ever set. */
  final Account archive;

  /** Closed all the time, with logs. */
  final Account vault;

  /** Closed all the time, without a request. */
  final Account quiet;

  /** Takes the logs; nobody listed its containers. */
  final Account logs;

  private final Dice dice;

  Tenant(long seed, long storyBegins) {
    dice = new Dice(seed, "tenant");
    subscription = dice.guid();
    resourceGroup = "rg-" + dice.pick(List.of("data", "platform", "shared")) + "-prod";
    ownTenant = dice.guid();
    vendorTenant = dice.guid();
    vendor = servicePrincipal("Socly Onboarding", vendorTenant, "198.51.100." + last());
    vendorReader = servicePrincipal("Socly Collector", vendorTenant, "198.51.100." + last());
    security = user("sec.", "203.0.113." + dice.between(2, 30));
    developer = user("dev.", "203.0.113." + dice.between(30, 60));
    operator = user("ops.", "203.0.113." + dice.between(2, 60));
    automation = servicePrincipal("Platform Automation", ownTenant, "10.20.4." + last());
    backup = servicePrincipal("Nightly Backup", ownTenant, "10.20.5." + last());
    application = servicePrincipal("Order Service", ownTenant, "10.20.6." + last());
    engineer = user("net.", "203.0.113." + dice.between(2, 60));
    analyst = user("bi.", "203.0.113." + dice.between(2, 60));

    String suffix = dice.hex(4);
    long old = storyBegins - dice.between(700, 1000) * Stamp.DAY;
    incident =
        account("contosodata" + suffix, true, old, false)
            .with(NETWORK_CONFIG, "none", networkConfig(old + 200 * Stamp.DAY))
            .with(APP_DATA, "none", many("orders/", ".json", 400, old + 210 * Stamp.DAY))
            .with("backups", "none", many("daily/", ".bak", 20, old + 220 * Stamp.DAY))
            .make();
    site =
        account("contososite" + suffix, false, old, true)
            .with(PRESS, "blob", many("releases/", ".pdf", 40, old + 90 * Stamp.DAY))
            .with("invoices", "none", many("inv/", ".pdf", 120, old + 95 * Stamp.DAY))
            .make();
    exchange =
        account("contosoexch" + suffix, true, old, false)
            .with(EXPORTS, "none", many("crm/customers-", ".csv", 6, old + 150 * Stamp.DAY))
            .with(HANDOVER, "none", many("minutes/", ".docx", 5, old + 150 * Stamp.DAY))
            .with("raw", "none", many("feed/", ".parquet", 60, old + 160 * Stamp.DAY))
            .make();
    operations =
        account("contosoops" + suffix, true, old, false)
            .with(RELEASES, "none", many("agent/", ".zip", 8, old + 120 * Stamp.DAY))
            .with("tickets", "none", many("t/", ".html", 60, old + 130 * Stamp.DAY))
            .make();
    archive =
        account("contosoarchive" + suffix, null, old - 300 * Stamp.DAY, false)
            .with(LEGACY, "blob", many("2019/", ".pdf", 3, old - 200 * Stamp.DAY))
            .make();
    vault =
        account("contosovault" + suffix, false, old, false)
            .with("ledger", "none", many("entries/", ".json", 80, old + 30 * Stamp.DAY))
            .make();
    quiet =
        account("contosohr" + suffix, false, old, false)
            .with("personnel", "none", many("files/", ".pdf", 2, old + 40 * Stamp.DAY))
            .make();
    logs = account("contosologs" + suffix, true, old, false).make();
  }

  /** All accounts, in the order that lists show them. */
  List<Account> accounts() {
    return List.of(archive, incident, exchange, quiet, logs, operations, site, vault);
  }

  /** The blob with a key in it that strangers read. */
  Blob keyFile() {
    return blob(incident, NETWORK_CONFIG, KEY_FILE);
  }

  static Blob blob(Account account, String container, String name) {
    return account.container(container).blobs().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  String accountId(Account account) {
    return "/subscriptions/"
        + subscription
        + "/resourceGroups/"
        + resourceGroup
        + "/providers/Microsoft.Storage/storageAccounts/"
        + account.name();
  }

  private long last() {
    return dice.between(4, 120);
  }

  private Principal servicePrincipal(String name, String tenant, String address) {
    return new Principal(name, dice.guid(), dice.guid(), null, tenant, address);
  }

  private Principal user(String prefix, String address) {
    String first =
        dice.pick(List.of("mara", "jonas", "ines", "tarek", "lena", "piotr", "aiko", "sofia"));
    String upn = prefix + first + dice.below(90) + "@contoso.example";
    // The application id of the Azure portal, which is the same in every tenant.
    return new Principal(
        first, dice.guid(), "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", upn, ownTenant, address);
  }

  /** What a network team keeps; sizes differ by seed, names are what strangers look for. */
  private List<Blob> networkConfig(long from) {
    List<Blob> blobs = new ArrayList<>();
    blobs.add(blob(KEY_FILE, dice.between(2_500, 2_700), from, "application/octet-stream"));
    blobs.add(blob("backup/prod.env", dice.between(900, 2_000), from, "text/plain"));
    blobs.add(blob("backup/netbox.sql", dice.between(9, 30) * 1_000_003, from, "application/sql"));
    blobs.add(blob("core/router-01.cfg", dice.between(20_000, 90_000), from, "text/plain"));
    blobs.add(blob("core/router-02.cfg", dice.between(20_000, 90_000), from, "text/plain"));
    blobs.add(blob("diagrams/backbone.vsdx", dice.between(5, 14) * 1_000_003, from, VISIO));
    blobs.add(blob("vpn/peers.zip", dice.between(6, 9) * 1_000_003, from, "application/zip"));
    // A name that has to be quoted in CSV, escaped in JSON and encoded in a URI.
    blobs.add(
        blob("vpn/Standort \"Süd\", Plan 100%.pdf", dice.between(3, 5) * 1_000_003, from, PDF));
    int switches = 8 + dice.below(8);
    for (int i = 1; i <= switches; i++) {
      String name = String.format(Locale.ROOT, "switches/sw-%03d.cfg", i);
      blobs.add(blob(name, dice.between(4_000, 30_000), from, "text/plain"));
    }
    return blobs;
  }

  private static final String VISIO = "application/vnd.ms-visio.drawing";
  private static final String PDF = "application/pdf";

  private List<Blob> many(String prefix, String suffix, int count, long from) {
    List<Blob> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.format(Locale.ROOT, "%s%04d-%s%s", prefix, i, dice.hex(6), suffix);
      blobs.add(blob(name, dice.between(2_000, 900_000), from, "application/octet-stream"));
    }
    return blobs;
  }

  /** A blob made in the month after {@code from}. */
  private Blob blob(String name, long size, long from, String type) {
    long modified = Stamp.floor(from + dice.between(1, 30 * 86_400) * Stamp.SECOND, Stamp.SECOND);
    return newBlob(dice, name, size, modified, type);
  }

  static Blob newBlob(Dice dice, String name, long size, long modified, String type) {
    return new Blob(name, size, modified, type, "0x8DC" + dice.hex(12).toUpperCase(Locale.ROOT));
  }

  private Builder account(String name, Boolean permits, long created, boolean dfs) {
    return new Builder(
        name, permits, Stamp.floor(created, Stamp.DAY) + dice.below(8_640_000) * 10L, dfs);
  }

  /** The name as a URI's path spells it: UTF-8, all but unreserved characters encoded. */
  static String encoded(String path) {
    StringBuilder text = new StringBuilder(path.length() + 8);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          c < 0x80
              && (Character.isLetterOrDigit(c) || c == '/' || c == '-' || c == '_' || c == '.');
      if (plain) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return text.toString();
  }

  /** Collects the containers of an account. */
  private final class Builder {
    private final String name;
    private final Boolean permits;
    private final long created;
    private final boolean dfs;
    private final List<Container> containers = new ArrayList<>();

    Builder(String name, Boolean permits, long created, boolean dfs) {
      this.name = name;
      this.permits = permits;
      this.created = created;
      this.dfs = dfs;
    }

    /** A container last changed a while after the account was made, before its first blob. */
    Builder with(String container, String level, List<Blob> blobs) {
      long first = blobs.stream().mapToLong(Blob::modified).min().orElseThrow();
      long modified = Stamp.floor(first - dice.between(1, 60_000) * Stamp.SECOND, Stamp.SECOND);
      containers.add(new Container(container, level, modified, blobs));
      return this;
    }

    Account make() {
      return new Account(
          name, permits, created, dfs, dice.hash(), "westeurope", List.copyOf(containers));
    }
  }
}

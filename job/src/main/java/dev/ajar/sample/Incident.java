package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Blob;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that tell the story: strangers who list and download, the own job in the same hours,
 * and everything that stands beside them in real logs.
 */
final class Incident {
  private static final long BLOCK = 4L * 1024 * 1024;
  private static final String CURL = "curl/8.5.0";

  private final Tenant tenant;
  private final Story story;
  private final Dice dice;
  private final Account account;
  private final List<Planted> requests = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  /** A blob copied inside the container and one that lived for a day: by the own engineer. */
  final Blob copied;

  final Blob shortLived;

  /** Blobs uploaded to the site while it is open. */
  final List<Blob> uploaded = new ArrayList<>();

  Incident(long seed, Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
    this.dice = new Dice(seed, "incident");
    this.account = tenant.incident;
    long day = Stamp.floor(story.open + 4 * Stamp.DAY, Stamp.SECOND);
    Blob router = blob("core/router-01.cfg");
    copied =
        Tenant.newBlob(dice, "archive/router-01.cfg", router.size(), day, router.contentType());
    shortLived = Tenant.newBlob(dice, "tmp/old-plan.vsdx", 48_211, day, "application/octet-stream");
    long upload = Stamp.floor(story.switchOn + Stamp.DAY, Stamp.SECOND);
    for (int i = 0; i < 2; i++) {
      uploaded.add(
          Tenant.newBlob(
              dice,
              "statements/2024-" + dice.hex(4) + ".pdf",
              70_000 + i,
              upload + i * Stamp.MINUTE,
              "application/pdf"));
    }
  }

  /** Strings that must stand in no table, log or report. */
  List<String> secrets() {
    return secrets;
  }

  List<Planted> plan() {
    bulkDownloader();
    partialReader();
    lister();
    scanner();
    ownPeople();
    platform();
    vendorReader();
    copyAndShortLife();
    siteUploads();
    exchange();
    gapAnchors();
    ghost();
    return List.copyOf(requests);
  }

  /** A fake signature that Azure did not cut, since it stood in the caller's own text. */
  String secret() {
    String secret = "secret" + dice.hex(24) + "%3D";
    secrets.add(secret);
    return secret;
  }

  /** Lists all, asks for properties, takes nearly all in ranges: each of these is copied whole. */
  private void bulkDownloader() {
    Caller who =
        Caller.anonymous(
            "198.51.100." + dice.between(130, 250), "unknown", "python-requests/2.31.0");
    long at = story.open + 5 * Stamp.DAY + dice.between(0, 40_000) * Stamp.SECOND;
    at = add(Request.list(account, Tenant.NETWORK_CONFIG, who, null, 18_220), at);
    at = add(Request.list(account, Tenant.NETWORK_CONFIG, who, "vpn/", 2_210), at);
    int number = 0;
    for (Blob blob : blobs()) {
      if (blob.name().startsWith("vpn/")) {
        continue;
      }
      at = add(Request.properties(account, Tenant.NETWORK_CONFIG, who, blob), at);
      for (long first = 0; first < blob.size(); first += BLOCK) {
        long last = Math.min(first + BLOCK, blob.size()) - 1;
        Request read = Request.range(account, Tenant.NETWORK_CONFIG, who, blob, first, last);
        at =
            number % 7 == 3
                ? addLate(read, at)
                : number % 11 == 5 ? addTwice(read, at) : add(read, at);
        number++;
      }
    }
    // The same key once more and whole, days later.
    add(
        Request.read(account, Tenant.NETWORK_CONFIG, who, tenant.keyFile()),
        story.open + 9 * Stamp.DAY);
  }

  /** Reads the beginnings of two large blobs and one small one whole. */
  private void partialReader() {
    String agent = CURL + " https://x.example/f?sp=r&sig=" + secret();
    Caller who = Caller.anonymous("192.0.2." + dice.between(10, 120), "unknown", agent);
    Caller plain = Caller.anonymous(who.address(), "unknown", CURL);
    long at = story.open + 7 * Stamp.DAY + dice.between(0, 80_000) * Stamp.SECOND;
    at = add(Request.list(account, Tenant.NETWORK_CONFIG, plain, "vpn/", 2_210), at);
    for (Blob blob : blobs()) {
      if (blob.name().startsWith("vpn/")) {
        at = add(Request.range(account, Tenant.NETWORK_CONFIG, who, blob, 0, 1_048_575), at);
      }
    }
    Blob environment = blob("backup/prod.env");
    Request fromPage = Request.read(account, Tenant.NETWORK_CONFIG, plain, environment);
    fromPage.referrer =
        "https://paste.example/v?u=https%3A%2F%2Fc.example%2Fb%3Fse%3D2030&sig=" + secret();
    at = add(fromPage, at);
    // Asked again with the entity tag: authorised, and no byte moved.
    Request again =
        new Request(account, Tenant.NETWORK_CONFIG, plain, "GetBlob")
            .on(environment)
            .is("metadata")
            .failed(304, "ConditionNotMet");
    again.conditions = "If-None-Match=" + environment.etag();
    at = add(again, at);
    // Server errors are the anonymous failures that Azure logs.
    add(
        new Request(account, Tenant.NETWORK_CONFIG, plain, "GetBlob")
            .on(blob("backup/netbox.sql"))
            .is("read")
            .failed(503, "ServerBusy"),
        at);
    // Twelve seconds after the close: Azure takes up to thirty to apply it.
    add(
        Request.properties(account, Tenant.NETWORK_CONFIG, plain, environment),
        story.close + 12 * Stamp.SECOND);
  }

  /** Lists only, from two addresses of one IPv6 network: one actor. Its agent is markup. */
  private void lister() {
    String network = "2001:db8:" + "a" + dice.hex(3) + ":" + "b" + dice.hex(3) + "::";
    String agent = "Mozilla/5.0 \"><img src=x onerror=alert(1)>";
    long at = story.open + 11 * Stamp.DAY;
    for (int i = 0; i < 3; i++) {
      Caller who = Caller.anonymous(network + (i == 1 ? "1f" : "5"), "unknown", agent);
      at = add(Request.list(account, Tenant.NETWORK_CONFIG, who, null, 18_220), at);
    }
  }

  private void scanner() {
    Caller who =
        Caller.anonymous(
            "192.0.2." + dice.between(200, 250),
            "known-scanner",
            "Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.example/)");
    long at = story.open + 2 * Stamp.DAY;
    at = add(Request.list(account, Tenant.NETWORK_CONFIG, who, null, 18_220), at);
    at = add(Request.properties(account, Tenant.NETWORK_CONFIG, who, blob("vpn/peers.zip")), at);
    add(Request.properties(account, Tenant.NETWORK_CONFIG, who, tenant.keyFile()), at);
  }

  /** The own backup job, an analyst without a role, a SAS from the own network, a key from a VM. */
  private void ownPeople() {
    Caller backup = backup(tenant, dice);
    long at = story.open + 5 * Stamp.DAY + 3 * Stamp.HOUR;
    at = add(Request.list(account, Tenant.NETWORK_CONFIG, backup, null, 18_220), at);
    for (Blob blob : blobs().subList(0, 4)) {
      at = add(Request.read(account, Tenant.NETWORK_CONFIG, backup, blob), at);
    }
    Caller analyst =
        Caller.denied(tenant.analyst, "own", "azsdk-python-storage-blob/12.19.0 Python/3.11.6");
    for (int i = 0; i < 2; i++) {
      Request denied =
          new Request(account, Tenant.NETWORK_CONFIG, analyst, "GetBlob")
              .on(blob("core/router-02.cfg"))
              .is("read")
              .failed(403, "AuthorizationPermissionMismatch");
      at = add(denied, at);
    }
    // Valid for a day, for one container, reading only, used from the own network: no risk.
    Caller sas = Caller.sas(account, dice.hash(), "203.0.113.7", "own", "AzCopy/10.22.0");
    long day = Stamp.floor(at, Stamp.DAY);
    for (Blob blob : blobs().subList(2, 4)) {
      String query =
          "sv=2023-11-03&st="
              + Stamp.isoSeconds(day)
              + "&se="
              + Stamp.isoSeconds(day + Stamp.DAY).replace(":", "%3A")
              + "&sr=c&sp=r&spr=https&sig=XXXXX&timeout=901";
      at = add(Request.read(account, Tenant.NETWORK_CONFIG, sas, blob).query(query), at);
    }
    // A private address is any caller of the region, not the own network.
    Caller key =
        Caller.accountKey(account, "10.31.7." + dice.between(2, 200), "unknown", "Rclone/v1.65");
    for (int i = 0; i < 3; i++) {
      at = add(Request.read(account, Tenant.NETWORK_CONFIG, key, blobs().get(8 + i)), at);
    }
  }

  static Caller backup(Tenant tenant, Dice dice) {
    return Caller.oauth(
        tenant.backup,
        "own",
        new Dice(tenant.subscription.hashCode(), "backup role").guid(),
        "azsdk-go-azblob/v1.2.1 (go1.21.5; linux)");
  }

  private void platform() {
    Caller srp = Caller.platform(dice.hash());
    for (int i = 0; i < 2; i++) {
      Request request =
          new Request(account, Tenant.NETWORK_CONFIG, srp, "GetContainerProperties")
              .is("metadata")
              .query("restype=container&sk=system-1");
      add(request, story.open + (6 + i) * Stamp.DAY);
    }
  }

  private void vendorReader() {
    Caller vendor =
        Caller.oauth(tenant.vendorReader, "vendor", dice.guid(), "azsdk-net-Storage.Blobs/12.19.1");
    long at = story.open + 3 * Stamp.DAY;
    for (Blob blob : blobs().subList(3, 6)) {
      at = add(Request.read(account, Tenant.NETWORK_CONFIG, vendor, blob), at);
    }
  }

  /** A copy leaves three records; a blob is made and deleted between two inventories. */
  private void copyAndShortLife() {
    Caller engineer =
        Caller.oauth(
            tenant.engineer, "own", dice.guid(), "Microsoft Azure Storage Explorer, 1.32.1");
    Blob source = blob("core/router-01.cfg");
    String requestId = dice.requestId();
    for (int i = 0; i < 3; i++) {
      String operation = List.of("CopyBlob", "CopyBlobSource", "CopyBlobDestination").get(i);
      Request copy = new Request(account, Tenant.NETWORK_CONFIG, engineer, operation).count(i);
      copy.in("StorageWrite", 202, 0);
      if (i == 1) {
        copy.object = source.name();
        copy.uriObject = copied.name();
        copy.objectKey =
            "https://"
                + account.name()
                + ".blob.core.windows.net/"
                + Tenant.NETWORK_CONFIG
                + "/"
                + source.name();
      } else {
        copy.on(copied);
      }
      add(copy, copied.modified() + 1_234_563 + i * 20, requestId);
    }
    long at = shortLived.modified() + Stamp.HOUR;
    Request put =
        new Request(account, Tenant.NETWORK_CONFIG, engineer, "PutBlob")
            .on(shortLived)
            .is("write")
            .in("StorageWrite", 201, shortLived.size());
    add(put, at);
    Request delete =
        new Request(account, Tenant.NETWORK_CONFIG, engineer, "DeleteBlob")
            .on(shortLived)
            .is("delete")
            .in("StorageDelete", 202, 0);
    add(delete, at + 20 * Stamp.MINUTE);
  }

  /** The own uploader writes through the dfs endpoint while the site is open. */
  private void siteUploads() {
    Caller uploader = uploader(tenant);
    for (Blob blob : uploaded) {
      for (int i = 0; i < 3; i++) {
        String operation = List.of("CreatePathFile", "AppendFile", "FlushFile").get(i);
        Request write =
            new Request(tenant.site, Tenant.PRESS, uploader, operation)
                .on(blob)
                .is("write")
                .in("StorageWrite", i == 1 ? 202 : i == 0 ? 201 : 200, i == 1 ? blob.size() : 0);
        write.dfs = true;
        write.modified = Stamp.slashed(blob.modified());
        write.query = List.of("resource=file", "action=append&position=0", "action=flush").get(i);
        add(write, blob.modified() + i * Stamp.SECOND + 7_120_003);
      }
    }
  }

  static Caller uploader(Tenant tenant) {
    return Caller.oauth(
        tenant.application, "own", null, "azsdk-java-azure-storage-file-datalake/12.18.0 (17.0.9)");
  }

  /** Two changes of level whose value nobody logged; behind one of them a stranger reads. */
  private void exchange() {
    Account exchange = tenant.exchange;
    Caller key =
        Caller.accountKey(
            exchange,
            "10.31.9." + dice.between(2, 200),
            "unknown",
            "Microsoft Azure Storage Explorer, 1.32.1");
    touch(exchange, Tenant.EXPORTS, key, story.exportsTouched);
    touch(exchange, Tenant.EXPORTS, key, story.exportsTouchedAgain);
    touch(exchange, Tenant.HANDOVER, key, story.handoverTouched);
    touch(exchange, Tenant.HANDOVER, key, story.handoverTouchedAgain);
    Caller stranger =
        Caller.anonymous("198.51.100." + dice.between(130, 250), "unknown", "Wget/1.21.4");
    List<Blob> blobs = exchange.container(Tenant.EXPORTS).blobs();
    long at = story.exportsTouched + Stamp.DAY + dice.between(1, 40_000) * Stamp.SECOND;
    at = add(Request.read(exchange, Tenant.EXPORTS, stranger, blobs.get(0)), at);
    add(Request.read(exchange, Tenant.EXPORTS, stranger, blobs.get(1)), at + 5 * Stamp.HOUR);
  }

  private void touch(Account exchange, String container, Caller who, long at) {
    Request set =
        new Request(exchange, container, who, "SetContainerACL")
            .is("acl")
            .in("StorageWrite", 200, 0)
            .query("restype=container&comp=acl");
    set.modified = Stamp.american(at);
    addAt(set, at);
  }

  /** Records just before the logs stop and just after they begin again, of every category. */
  private void gapAnchors() {
    Account operations = tenant.operations;
    Caller own = Caller.oauth(tenant.application, "own", null, "azsdk-net-Storage.Blobs/12.19.1");
    List<Blob> blobs = operations.container("tickets").blobs();
    for (long edge :
        new long[] {story.loggingOff - 4 * Stamp.MINUTE, story.loggingOn + 4 * Stamp.MINUTE}) {
      Blob blob = dice.pick(blobs);
      addAt(Request.read(operations, "tickets", own, blob), edge);
      Request put = new Request(operations, "tickets", own, "PutBlob").on(blob).is("write");
      addAt(put.in("StorageWrite", 201, blob.size()), edge + Stamp.SECOND);
      Request delete = new Request(operations, "tickets", own, "DeleteBlob").on(blob).is("delete");
      addAt(delete.in("StorageDelete", 202, 0), edge + 2 * Stamp.SECOND);
    }
    // The own deployment reads the open container, before the gap and after it.
    for (long at : new long[] {story.releasesOpen + Stamp.DAY, story.releasesClose - Stamp.DAY}) {
      Blob blob = operations.container(Tenant.RELEASES).blobs().get(0);
      add(Request.read(operations, Tenant.RELEASES, own, blob), at);
    }
  }

  private void ghost() {
    Caller key = Caller.accountKey(tenant.vault, "10.31.2.8", "unknown", "AzCopy/10.22.0");
    Request put =
        new Request(tenant.vault, Tenant.GHOST, key, "PutBlob")
            .is("write")
            .in("StorageWrite", 201, 512);
    put.object = "dump.csv";
    add(put, story.from + 8 * Stamp.DAY);
  }

  private List<Blob> blobs() {
    return account.container(Tenant.NETWORK_CONFIG).blobs();
  }

  private Blob blob(String name) {
    return Tenant.blob(account, Tenant.NETWORK_CONFIG, name);
  }

  /** Adds a request soon after {@code at}; returns when it was. */
  private long add(Request request, long at) {
    return add(request, soon(at), dice.requestId());
  }

  private long soon(long at) {
    return at + dice.between(2_000_000, 9_000_000) / 10 * 10 + 3;
  }

  private long add(Request request, long at, String requestId) {
    request.port = (int) dice.between(1_024, 65_000);
    requests.add(new Planted(request, requestId, at, List.of(Stamp.floor(at, Stamp.HOUR))));
    return at;
  }

  private void addAt(Request request, long at) {
    add(request, at, dice.requestId());
  }

  /** The record was received hours after the request. */
  private long addLate(Request request, long at) {
    long when = soon(at);
    long filed = Stamp.floor(when, Stamp.HOUR) + dice.between(1, 46) * Stamp.HOUR;
    request.port = (int) dice.between(1_024, 65_000);
    requests.add(new Planted(request, dice.requestId(), when, List.of(filed)));
    return when;
  }

  /** The record was delivered twice: in its hour and in a later one. */
  private long addTwice(Request request, long at) {
    long when = soon(at);
    long filed = Stamp.floor(when, Stamp.HOUR);
    long again = filed + dice.between(0, 20) * Stamp.HOUR;
    request.port = (int) dice.between(1_024, 65_000);
    requests.add(new Planted(request, dice.requestId(), when, List.of(filed, again)));
    return when;
  }
}

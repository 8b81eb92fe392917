package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Blob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The everyday traffic of the tenant: the bulk of the logs, written from templates. */
final class Background {
  private static final String NET = "azsdk-net-Storage.Blobs/12.19.1 (.NET 8.0.1; Linux)";
  private static final String LAKE = "azsdk-java-azure-storage-file-datalake/12.18.0 (17.0.9)";

  /** One kind of everyday request. */
  static final class Kind {
    final Request request;
    final int weight;

    /** Whether it happens only while the site is open: anonymous readers. */
    final boolean whileOpen;

    private final Template template;
    private final List<Caller> callers;
    private final List<Blob> blobs;
    private final byte[][] addresses;
    private final byte[][][] blobValues;

    private Kind(
        LogLine lines, Request request, int weight, List<Blob> blobs, List<Caller> callers) {
      this.request = request;
      this.weight = weight;
      this.blobs = blobs;
      this.callers = callers;
      this.whileOpen = request.anonymous();
      request.port = Integer.parseInt(Template.mark(Template.PORT));
      boolean withObject = request.operationClass == null || !request.operationClass.equals("list");
      if (withObject) {
        request.object = Template.mark(Template.OBJECT);
        request.etag = Template.mark(Template.ETAG);
        request.modified = Template.mark(Template.MODIFIED);
      }
      long bytes = Long.parseLong(Template.mark(Template.BYTES));
      boolean reads = request.category.equals("StorageRead");
      request.bytesOut = reads ? bytes : 0;
      request.bytesIn = request.category.equals("StorageWrite") ? bytes : 0;
      template =
          new Template(
              lines.text(
                  request,
                  Template.mark(Template.TIME),
                  Template.mark(Template.REQUEST_ID),
                  Template.mark(Template.CLIENT_REQUEST_ID)));
      addresses =
          callers.stream().map(c -> ascii(String.valueOf(c.address()))).toArray(byte[][]::new);
      blobValues = blobs.stream().map(b -> values(b, request.dfs)).toArray(byte[][][]::new);
      if (!withObject) {
        request.object = null;
      }
    }

    /**
     * Fills {@link #request} and {@code values} for one line: a blob and a caller are drawn.
     *
     * <p>Numbers are drawn in the same order whoever counts the line, so that sizes of logs do not
     * move what is in them.
     */
    private void draw(Dice dice, byte[][] values) {
      int blob = dice.below(blobs.size());
      int caller = callers.size() == 1 ? 0 : dice.below(callers.size());
      byte[][] drawn = blobValues[blob];
      values[Template.OBJECT] = drawn[0];
      values[Template.ETAG] = drawn[1];
      values[Template.MODIFIED] = drawn[2];
      values[Template.BYTES] = drawn[3];
      values[Template.ADDRESS] = addresses[caller];
      if (request.object != null) {
        request.object = blobs.get(blob).name();
      }
      if (request.bytesOut > 0) {
        request.bytesOut = blobs.get(blob).size();
      }
      drawnCaller = callers.get(caller);
    }

    private Caller drawnCaller;

    /** The request as drawn last, by the caller drawn last. */
    Request drawn() {
      if (callers.size() == 1) {
        return request;
      }
      Request copy =
          new Request(request.account, request.container, drawnCaller, request.operation);
      copy.category = request.category;
      copy.operationClass = request.operationClass;
      copy.object = request.object;
      copy.bytesOut = request.bytesOut;
      copy.dfs = request.dfs;
      return copy;
    }

    private static byte[][] values(Blob blob, boolean dfs) {
      String modified = dfs ? Stamp.slashed(blob.modified()) : Stamp.american(blob.modified());
      return new byte[][] {
        ascii(blob.name()), ascii(blob.etag()), ascii(modified), ascii(Long.toString(blob.size()))
      };
    }
  }

  private final Tenant tenant;
  private final LogLine lines;
  private final Dice dice;
  private final byte[][] values = new byte[Template.PLACES][];
  private final byte[] time = new byte[Stamp.LENGTH];
  private final byte[] requestId = ascii("00000000-001e-0042-0000-000000000000");
  private final byte[] clientRequestId = ascii("00000000-0000-4000-8000-000000000000");
  private final Stamp.Writer stamps = new Stamp.Writer();

  Background(long seed, Tenant tenant) {
    this.tenant = tenant;
    this.lines = new LogLine(tenant);
    this.dice = new Dice(seed, "background");
    values[Template.TIME] = time;
    values[Template.REQUEST_ID] = requestId;
    values[Template.CLIENT_REQUEST_ID] = clientRequestId;
  }

  Dice dice() {
    return dice;
  }

  /** The kinds of requests of an account and category. */
  List<Kind> kinds(Account account, String category) {
    Caller application = Caller.oauth(tenant.application, "own", null, NET);
    List<Kind> kinds = new ArrayList<>();
    if (account.is(tenant.site)) {
      site(category, kinds);
    } else {
      String container = account.container(main(account)).name();
      Caller key = Caller.accountKey(account, "10.20.6.9", "unknown", "Rclone/v1.65.0");
      if (category.equals("StorageRead")) {
        kinds.add(kind(account, container, application, "GetBlob", "read", 55));
        kinds.add(kind(account, container, key, "GetBlob", "read", 15));
        kinds.add(kind(account, container, application, "GetBlobProperties", "metadata", 15));
        kinds.add(kind(account, container, application, "ListBlobs", "list", 8));
      } else if (category.equals("StorageWrite")) {
        kinds.add(kind(account, container, application, "PutBlob", "write", 50));
        kinds.add(kind(account, container, application, "PutBlockList", "write", 20));
        kinds.add(kind(account, container, key, "SetBlobMetadata", "write", 15));
      } else {
        kinds.add(kind(account, container, application, "DeleteBlob", "delete", 10));
      }
    }
    if (account.is(tenant.incident) && category.equals("StorageRead")) {
      // The own backup reads the exposed container in the same hours as the strangers.
      Caller backup = Incident.backup(tenant, dice);
      kinds.add(kind(account, Tenant.NETWORK_CONFIG, backup, "GetBlob", "read", 2));
    }
    return kinds;
  }

  private void site(String category, List<Kind> kinds) {
    Account site = tenant.site;
    Caller uploader = Caller.oauth(tenant.application, "own", null, LAKE);
    if (category.equals("StorageRead")) {
      kinds.add(kind(site, "invoices", uploader, "ReadFile", "read", 40));
      kinds.add(kind(site, "invoices", uploader, "GetPathStatus", "metadata", 10));
      kinds.add(kind(site, "invoices", uploader, "ListFilesystemDir", "list", 5));
      List<Caller> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String address = (i % 2 == 0 ? "203.0.113." : "192.0.2.") + (130 + i);
        readers.add(Caller.anonymous(address, "unknown", "Mozilla/5.0 (X11; Linux x86_64)"));
      }
      Caller marked =
          Caller.anonymous(Template.mark(Template.ADDRESS), "unknown", readers.get(0).userAgent());
      Request request = new Request(site, Tenant.PRESS, marked, "GetBlob").is("read");
      kinds.add(new Kind(lines, request, 30, site.container(Tenant.PRESS).blobs(), readers));
    } else if (category.equals("StorageWrite")) {
      kinds.add(kind(site, "invoices", uploader, "AppendFile", "write", 30));
      kinds.add(kind(site, "invoices", uploader, "FlushFile", "write", 30));
    } else {
      kinds.add(kind(site, "invoices", uploader, "DeleteFile", "delete", 10));
    }
  }

  private String main(Account account) {
    if (account.is(tenant.incident)) {
      return Tenant.APP_DATA;
    }
    if (account.is(tenant.exchange)) {
      return "raw";
    }
    return account.is(tenant.operations) ? "tickets" : "ledger";
  }

  private Kind kind(
      Account account, String container, Caller caller, String operation, String word, int weight) {
    Request request = new Request(account, container, caller, operation).is(word);
    if (word.equals("write")) {
      request.in("StorageWrite", operation.equals("PutBlob") ? 201 : 200, 0);
    } else if (word.equals("delete")) {
      request.in("StorageDelete", 202, 0);
    } else if (word.equals("list")) {
      request.query =
          account.is(tenant.site)
              ? "recursive=false&resource=filesystem"
              : "restype=container&comp=list";
    }
    request.dfs = account.is(tenant.site);
    return new Kind(lines, request, weight, account.container(container).blobs(), List.of(caller));
  }

  /** Writes one line of {@code kind} at {@code ticks}; returns where it ends. */
  int fill(Kind kind, long ticks, byte[] to, int at) {
    kind.draw(dice, values);
    stamps.write(ticks, time, 0);
    long random = dice.next();
    hex(random, requestId, 0, 8);
    hex(random >>> 32, requestId, 19, 4);
    hex(ticks, requestId, 24, 6);
    hex(dice.next(), clientRequestId, 24, 12);
    values[Template.PORT] = ascii(Integer.toString(1_024 + (int) (random >>> 50)));
    return kind.template.fill(values, to, at);
  }

  /** The request id of the line written last. */
  String requestId() {
    return new String(requestId, StandardCharsets.US_ASCII);
  }

  private static void hex(long value, byte[] to, int at, int digits) {
    long left = value;
    for (int i = at; i < at + digits; i++) {
      to[i] = (byte) "0123456789abcdef".charAt((int) (left & 15));
      left >>>= 4;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

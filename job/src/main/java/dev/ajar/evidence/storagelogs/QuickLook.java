package dev.ajar.evidence.storagelogs;

import static dev.ajar.evidence.storagelogs.LogField.ACCOUNT_NAME;
import static dev.ajar.evidence.storagelogs.LogField.CATEGORY;
import static dev.ajar.evidence.storagelogs.LogField.IDENTITY_TYPE;
import static dev.ajar.evidence.storagelogs.LogField.OBJECT_KEY;
import static dev.ajar.evidence.storagelogs.LogField.OPERATION_NAME;
import static dev.ajar.evidence.storagelogs.LogField.RESOURCE_ID;
import static dev.ajar.evidence.storagelogs.LogField.SERVICE_TYPE;
import static dev.ajar.evidence.storagelogs.LogField.STATUS_CODE;
import static dev.ajar.evidence.storagelogs.LogField.TABLE;
import static dev.ajar.evidence.storagelogs.LogField.TIME;
import static dev.ajar.evidence.storagelogs.LogField.TOKEN_HASH;
import static dev.ajar.evidence.storagelogs.LogField.URI;

import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.EightBytes;
import dev.ajar.evidence.Secrets;
import dev.ajar.evidence.lines.LineSlots;
import dev.ajar.evidence.lines.Meanings;
import dev.ajar.evidence.lines.QuickTime;
import dev.ajar.model.Operations;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads of a line only what decides about it, out of the bytes, without making an object.
 *
 * <p>It says of a line what {@link StorageLogRecord} says, or nothing: escapes, blank texts, URLs
 * as object keys and whatever else is not plain is the full parser's. Reused from line to line.
 */
final class QuickLook implements LogRequest {
  private static final int MOST_DIGITS = 9;
  private static final int CASE = 'a' - 'A';

  private static final long HTTPS =
      EightBytes.at("https://".getBytes(StandardCharsets.US_ASCII), 0);

  private final Meanings<Operations.Operation> operations = new Meanings<>(Operations::of);
  private final Meanings<ResourceName> resources = new Meanings<>(QuickLook::resource);
  private final Meanings<String> accounts =
      new Meanings<>(name -> Secrets.cut(name.toLowerCase(Locale.ROOT)));
  private final Meanings<String> containers = new Meanings<>(Secrets::cut);
  private final Meanings<String> categories =
      new Meanings<>(name -> Secrets.cut(StorageLogPath.category(name, null)));
  private final Meanings<String> services =
      new Meanings<>(word -> String.valueOf(ResourceName.service(word)));
  private final Meanings<String> tables =
      new Meanings<>(name -> String.valueOf(ResourceName.serviceOfTable(name)));
  private final Meanings<String> authTypes =
      new Meanings<>(word -> String.valueOf(AuthType.of(word, TokenHash.NONE, null)));
  private final Meanings<Host> hosts = new Meanings<>(Host::of);
  private final QuickTime time = new QuickTime();

  private StorageLogPath path;
  private String categoryOfPath;
  private LineSlots slots;
  private long ticks;
  private Operations.Operation operation;
  private ResourceName resource;
  private String account;
  private String container;
  private String category;
  private String service;
  private boolean succeeded;
  private String authType;
  private boolean needsNoPermission;

  /** Tells where the lines to come lie: what they leave out, their path may say. */
  void begin(StorageLogPath ofLines) {
    path = ofLines;
    categoryOfPath = Secrets.cut(ofLines.category());
  }

  private static ResourceName resource(String id) {
    ResourceName name = new ResourceName();
    name.read(id);
    return name;
  }

  /**
   * Looks at a line whose fields stand in {@code slots}.
   *
   * @return false where only the full parser can tell
   */
  boolean sees(LineSlots line) {
    slots = line;
    return seesWhen() && seesWhat() && seesWhere() && seesHow();
  }

  private boolean seesWhen() {
    if (!slots.hasPlain(TIME)) {
      return false;
    }
    ticks = time.ticks(slots, TIME);
    return AzureTime.isTime(ticks);
  }

  private boolean seesWhat() {
    if (!slots.hasPlain(OPERATION_NAME)) {
      return false;
    }
    operation = operations.of(slots, OPERATION_NAME);
    return !operation.name().equals(Operations.COPY_BLOB_SOURCE);
  }

  private boolean seesWhere() {
    if (!slots.hasPlain(ACCOUNT_NAME)
        || !isPlainOrAbsent(RESOURCE_ID)
        || !slots.hasPlain(OBJECT_KEY)) {
      return false;
    }
    resource = slots.has(RESOURCE_ID) ? resources.of(slots, RESOURCE_ID) : null;
    account = accounts.of(slots, ACCOUNT_NAME);
    return seesContainer() && seesService();
  }

  /** {@code /account/container/object}, as {@link ObjectPlace} reads it. */
  private boolean seesContainer() {
    byte[] bytes = slots.bytes();
    int end = slots.end(OBJECT_KEY);
    int from = slots.start(OBJECT_KEY);
    if (bytes[from] != '/') {
      return false;
    }
    int begin = slash(bytes, from + 1, end) + 1;
    if (begin >= end || operation.target() == Operations.Target.ACCOUNT) {
      container = null;
      return true;
    }
    int slash = slash(bytes, begin, end);
    boolean inRoot =
        slash == end
            && operation.target() == Operations.Target.OBJECT
            && operation.endpoint() == Operations.Endpoint.BLOB;
    container = inRoot ? ObjectPlace.ROOT : containers.of(bytes, begin, slash);
    return true;
  }

  private static int slash(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '/') {
      at++;
    }
    return at;
  }

  private boolean seesService() {
    if (!isPlainOrAbsent(CATEGORY) || !isPlainOrAbsent(SERVICE_TYPE)) {
      return false;
    }
    category = slots.has(CATEGORY) ? categories.of(slots, CATEGORY) : categoryOfPath;
    service = resource == null ? null : resource.service();
    if (service == null && slots.has(SERVICE_TYPE)) {
      String named = services.of(slots, SERVICE_TYPE);
      service = named.equals("null") ? null : named;
    }
    if (service == null && slots.has(TABLE)) {
      if (!slots.isPlain(TABLE)) {
        return false;
      }
      String named = tables.of(slots, TABLE);
      service = named.equals("null") ? null : named;
    }
    return true;
  }

  private boolean seesHow() {
    if (!isPlainOrAbsent(STATUS_CODE) || !isPlainOrAbsent(IDENTITY_TYPE) || !isPlainOrAbsent(URI)) {
      return false;
    }
    authType = slots.has(IDENTITY_TYPE) ? authTypes.of(slots, IDENTITY_TYPE) : "";
    Host host = slots.has(URI) ? host() : Host.OTHER;
    if (host == null) {
      return false;
    }
    needsNoPermission =
        operation.needsNoPermission() || host.endpoint(operation) == Operations.Endpoint.WEB;
    return seesStatus();
  }

  private boolean seesStatus() {
    succeeded = false;
    if (!slots.has(STATUS_CODE)) {
      return true;
    }
    int end = slots.end(STATUS_CODE);
    int status = 0;
    if (slots.length(STATUS_CODE) > MOST_DIGITS) {
      return false;
    }
    for (int at = slots.start(STATUS_CODE); at < end; at++) {
      int digit = slots.bytes()[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      status = status * 10 + digit;
    }
    succeeded = StorageLogRecord.isSuccess(status);
    return true;
  }

  /** What the URI's host is; null for a URI that does not begin as usual. */
  private Host host() {
    byte[] bytes = slots.bytes();
    int end = slots.end(URI);
    int from = slots.start(URI) + Long.BYTES;
    if (from > end || EightBytes.at(bytes, slots.start(URI)) != HTTPS) {
      return null;
    }
    int at = from;
    while (at < end
        && bytes[at] != '/'
        && bytes[at] != ':'
        && bytes[at] != '?'
        && bytes[at] != '#') {
      at++;
    }
    return hosts.of(bytes, from, at);
  }

  private boolean isPlainOrAbsent(int field) {
    return !slots.has(field) || slots.isPlain(field);
  }

  /** The category; null if neither the line nor the path names one. */
  String category() {
    return category;
  }

  /** {@code blob}, {@code file}, {@code queue} or {@code table}; null if not named. */
  String service() {
    return service != null ? service : path.service();
  }

  @Override
  public long ticks() {
    return ticks;
  }

  @Override
  public String account() {
    return account;
  }

  @Override
  public String logAccount() {
    return account;
  }

  @Override
  public String container() {
    return container;
  }

  @Override
  public String subscription() {
    return resource == null ? null : resource.subscription();
  }

  @Override
  public Operations.Operation operation() {
    return operation;
  }

  @Override
  public boolean succeeded() {
    return succeeded;
  }

  @Override
  public boolean isAnonymous() {
    return authType.equals(AuthType.ANONYMOUS);
  }

  /** The hash names a signature with an s, which no digit is; others that have one may pass. */
  @Override
  public boolean mayBeSas() {
    if (authType.equals(AuthType.SAS) || authType.equals(AuthType.USER_DELEGATION_SAS)) {
      return true;
    }
    if (!slots.has(TOKEN_HASH)) {
      return false;
    }
    for (int at = slots.start(TOKEN_HASH); at < slots.end(TOKEN_HASH); at++) {
      if ((slots.bytes()[at] | CASE) == 's') {
        return true;
      }
    }
    return !slots.isPlain(TOKEN_HASH);
  }

  @Override
  public boolean mayBeAccountKey() {
    return authType.equals(AuthType.ACCOUNT_KEY);
  }

  @Override
  public boolean mayBeOauth() {
    return authType.equals(AuthType.OAUTH);
  }

  @Override
  public boolean needsNoPermission() {
    return needsNoPermission;
  }
}

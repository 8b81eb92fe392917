package dev.ajar.evidence.storagelogs;

import java.util.Locale;

/** The parts of a resource id that a log names; remembers the last one, as files repeat it. */
final class ResourceName {
  private static final String STORAGE = "storage";

  private String read;
  private String subscription;
  private String account;
  private String service;

  /** Takes a resource id; null names nothing. */
  void read(String resourceId) {
    if (resourceId != null && resourceId.equals(read)) {
      return;
    }
    read = resourceId;
    String lower = resourceId == null ? "" : resourceId.toLowerCase(Locale.ROOT);
    subscription = segmentAfter(lower, "/subscriptions/");
    account = segmentAfter(lower, "/storageaccounts/");
    String services = account == null ? null : segmentAfter(lower, "/" + account + "/");
    service = service(services);
  }

  /** Lower case; null if not named. */
  String subscription() {
    return subscription;
  }

  /** Lower case; null if not named. */
  String account() {
    return account;
  }

  /** {@code blob}, {@code file}, {@code queue} or {@code table}; null if not named. */
  String service() {
    return service;
  }

  /** The service that a word begins with: {@code blobServices}, {@code files}; null for others. */
  static String service(String word) {
    if (word != null) {
      for (String known : new String[] {"blob", "file", "queue", "table"}) {
        if (word.regionMatches(true, 0, known, 0, known.length())) {
          return known;
        }
      }
    }
    return null;
  }

  /** The service whose records a table of Log Analytics holds, in any case; null for others. */
  static String serviceOfTable(String name) {
    boolean ofStorage = name != null && name.regionMatches(true, 0, STORAGE, 0, STORAGE.length());
    return ofStorage ? service(name.substring(STORAGE.length())) : null;
  }

  /** The segment behind {@code name}, up to the next slash; null if there is none. */
  static String segmentAfter(String path, String name) {
    int begin = path.indexOf(name);
    if (begin < 0) {
      return null;
    }
    begin += name.length();
    int end = path.indexOf('/', begin);
    String segment = path.substring(begin, end < 0 ? path.length() : end);
    return segment.isEmpty() ? null : segment;
  }
}

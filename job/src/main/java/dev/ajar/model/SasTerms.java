package dev.ajar.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a SAS allows, as the query of a URI that it signed says (inputs.md §11.2). What the query
 * leaves out is null: a stored access policy may hold the permissions and the expiry, and no log
 * shows them.
 *
 * @param kind one of the constants of this class
 * @param permissions {@code sp} as it is
 * @param breadth {@code account}, {@code container}, {@code directory}, {@code blob}, {@code
 *     blob-snapshot} or {@code blob-version}
 * @param depth {@code sdd}: how many names from the root lead to the directory; null for what is
 *     none
 * @param capability sorted words; all of them where the permissions are not known
 * @param policy {@code si}, the stored access policy
 * @param starts {@code st}, a tick
 * @param expires {@code se}, a tick
 * @param delegationExpires {@code ske}, a tick: when the user delegation key expires
 * @param addresses {@code sip}
 * @param protocols {@code spr}
 * @param delegator {@code skoid}, the object id of who delegated
 * @param delegatorTenant {@code sktid}
 */
public record SasTerms(
    String kind,
    String permissions,
    String breadth,
    Integer depth,
    List<String> capability,
    String policy,
    Long starts,
    Long expires,
    Long delegationExpires,
    String addresses,
    String protocols,
    String delegator,
    String delegatorTenant) {
  public static final String ACCOUNT = "account";
  public static final String SERVICE = "service";
  public static final String POLICY = "policy";
  public static final String USER_DELEGATION = "user-delegation";

  /** Made by Azure for itself. */
  public static final String PLATFORM = "platform";

  public static final String DIRECTORY = "directory";

  /** The breadth of a blob; those of its snapshots and versions begin with it. */
  public static final String BLOB = "blob";

  /** The logged URI does not say. */
  public static final String UNKNOWN = "unknown";

  private static final List<String> ANYTHING = List.of("delete", "list", "read", "write");
  private static final String WRITES = "acwtmoip";
  private static final int DATE = "2024-01-31".length();

  /** Of a time that says no zone: UTC. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  /**
   * The terms of a SAS.
   *
   * @param uri a URI that it signed, the signature cut; null if none was logged
   * @param delegated whether the log calls it a user delegation SAS
   * @param platform whether Azure made it for itself
   */
  public static SasTerms of(String uri, boolean delegated, boolean platform) {
    String services = parameter(uri, "ss");
    String types = parameter(uri, "srt");
    String resource = parameter(uri, "sr");
    String policy = parameter(uri, "si");
    String permissions = parameter(uri, "sp");
    String delegator = lower(parameter(uri, "skoid"));
    boolean ofAccount = services != null && types != null;
    String kind;
    if (platform) {
      kind = PLATFORM;
    } else if (delegated || delegator != null) {
      kind = USER_DELEGATION;
    } else if (ofAccount) {
      kind = ACCOUNT;
    } else if (policy != null) {
      kind = POLICY;
    } else {
      kind = resource == null ? UNKNOWN : SERVICE;
    }
    String breadth = ofAccount ? ACCOUNT : breadth(resource);
    return new SasTerms(
        kind,
        permissions,
        breadth,
        depth(breadth, parameter(uri, "sdd")),
        permissions == null
            ? ANYTHING
            : capability(permissions, breadth, ofAccount ? services : "b", types),
        policy,
        ticks(parameter(uri, "st")),
        ticks(parameter(uri, "se")),
        ticks(parameter(uri, "ske")),
        parameter(uri, "sip"),
        parameter(uri, "spr"),
        delegator,
        lower(parameter(uri, "sktid")));
  }

  private static String parameter(String uri, String name) {
    String value = UriQuery.parameter(uri, name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Integer depth(String breadth, String names) {
    boolean number =
        names != null
            && names.length() <= 3
            && names.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return DIRECTORY.equals(breadth) && number ? Integer.valueOf(names) : null;
  }

  /**
   * The one blob or directory that it is limited to.
   *
   * @param object what a request that it let in was about; null for no object
   * @return null where it reaches more, or {@code object} does not show it
   */
  public String path(String object) {
    if (breadth == null || object == null) {
      return null;
    }
    if (breadth.startsWith(BLOB)) {
      return object;
    }
    if (depth == null || depth == 0) {
      return null;
    }
    int end = -1;
    for (int name = 0; name < depth; name++) {
      end = object.indexOf('/', end + 1);
      if (end < 0) {
        return object;
      }
    }
    return object.substring(0, end);
  }

  private static String breadth(String resource) {
    if (resource == null) {
      return null;
    }
    return switch (resource.toLowerCase(Locale.ROOT)) {
      case "c" -> "container";
      case "d" -> DIRECTORY;
      case "b" -> BLOB;
      case "bs" -> "blob-snapshot";
      case "bv" -> "blob-version";
      default -> null;
    };
  }

  /**
   * What the letters of {@code sp} mean for blobs; an account SAS limits the services and types.
   */
  private static List<String> capability(
      String permissions, String breadth, String services, String types) {
    boolean blobs = services.toLowerCase(Locale.ROOT).indexOf('b') >= 0;
    boolean containers = reaches(types, 'c');
    boolean objects = reaches(types, 'o');
    TreeSet<String> words = new TreeSet<>();
    String letters = blobs ? permissions.toLowerCase(Locale.ROOT) : "";
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (letter == 'r' && objects) {
        words.add("read");
      } else if (letter == 'l' || letter == 'f') {
        boolean one = breadth != null && breadth.startsWith("blob");
        if (!one && (containers || reaches(types, 's'))) {
          words.add("list");
        }
      } else if ((letter == 'd' || letter == 'x' || letter == 'y') && (objects || containers)) {
        words.add("delete");
      } else if (WRITES.indexOf(letter) >= 0 && (objects || containers)) {
        words.add("write");
      }
    }
    return List.copyOf(words);
  }

  private static boolean reaches(String types, char type) {
    return types == null || types.toLowerCase(Locale.ROOT).indexOf(type) >= 0;
  }

  /**
   * ISO-8601, cut at the day, the minute, the second or later (inputs.md §11.2); null for what is
   * no time, or one that no tick can say.
   */
  private static Long ticks(String text) {
    try {
      if (text == null) {
        return null;
      }
      return Ticks.of(
          text.length() == DATE
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text, TIME).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** The last instant at which it can be good for anything, as it says itself; null if unsaid. */
  public Long ends() {
    if (expires == null || delegationExpires == null) {
      return expires == null ? delegationExpires : expires;
    }
    return Math.min(expires, delegationExpires);
  }

  /** Whether its own words say all that it allows, and until when. */
  public boolean isSaid() {
    return permissions != null && expires != null && breadth != null;
  }
}

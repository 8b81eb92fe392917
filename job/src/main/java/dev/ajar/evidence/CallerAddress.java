package dev.ajar.evidence;

/**
 * The caller's address as storage logs spell it: {@code a.b.c.d:port}, {@code a.b.c.d}, {@code
 * [v6]:port}, {@code v6}, or text that is no address.
 *
 * @param address IPv4 as it stands, IPv6 in canonical text (RFC 5952), an IPv4-mapped IPv6 address
 *     as IPv4; anything else as logged, secrets cut and at most 256 characters; null if none was
 *     logged
 * @param port null if none was logged
 */
public record CallerAddress(String address, Long port) {
  private static final CallerAddress NONE = new CallerAddress(null, null);
  private static final int MAX_LENGTH = 256;
  private static final int MAX_PORT = 65_535;
  private static final int GROUPS = 8;
  private static final int NETWORK_GROUPS = 4;

  /** Reads the logged text; null or blank is no address. */
  public static CallerAddress parse(String logged) {
    if (logged == null || logged.isBlank()) {
      return NONE;
    }
    String text = logged.strip();
    int close = text.charAt(0) == '[' ? text.indexOf(']') : -1;
    if (close > 0) {
      String behind = text.substring(close + 1);
      Long port = behind.startsWith(":") ? port(behind.substring(1)) : null;
      return new CallerAddress(canonical(text.substring(1, close)), port);
    }
    int colon = text.indexOf(':');
    if (colon > 0 && colon == text.lastIndexOf(':')) {
      return new CallerAddress(
          canonical(text.substring(0, colon)), port(text.substring(colon + 1)));
    }
    return new CallerAddress(canonical(text), null);
  }

  /**
   * What tells callers apart: the address itself for IPv4 and for what is no address, the /64 in
   * canonical text ({@code 2001:db8:0:1::/64}) for IPv6; null stays null.
   */
  public static String network(String address) {
    if (address == null) {
      return null;
    }
    int[] groups = ipv6(address);
    if (groups == null) {
      return canonical(address);
    }
    if (isMapped(groups)) {
      return mapped(groups);
    }
    for (int i = NETWORK_GROUPS; i < GROUPS; i++) {
      groups[i] = 0;
    }
    return text(groups) + "/64";
  }

  private static Long port(String text) {
    if (text.isEmpty() || text.length() > 5) {
      return null;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      port = port * 10 + digit;
    }
    return port > MAX_PORT ? null : (long) port;
  }

  private static String canonical(String address) {
    if (isIpv4(address, 0)) {
      return address;
    }
    int[] groups = ipv6(address);
    if (groups != null) {
      return isMapped(groups) ? mapped(groups) : text(groups);
    }
    String cut = Secrets.cut(address);
    return cut.length() <= MAX_LENGTH ? cut : cut.substring(0, MAX_LENGTH);
  }

  private static boolean isIpv4(String text, int from) {
    return ipv4(text, from) >= 0;
  }

  /** The four bytes of a dotted address that fills {@code text} from {@code from}; else -1. */
  private static long ipv4(String text, int from) {
    long address = 0;
    int parts = 0;
    int at = from;
    while (parts < 4) {
      int begin = at;
      int part = 0;
      while (at < text.length() && at - begin < 3 && isDigit(text.charAt(at))) {
        part = part * 10 + text.charAt(at++) - '0';
      }
      if (at == begin || part > 255 || (at - begin > 1 && text.charAt(begin) == '0')) {
        return -1;
      }
      address = (address << 8) | part;
      parts++;
      if (parts < 4 && (at == text.length() || text.charAt(at++) != '.')) {
        return -1;
      }
    }
    return at == text.length() ? address : -1;
  }

  /** The eight groups of an IPv6 address, zone ignored; null if it is none. */
  private static int[] ipv6(String address) {
    int zone = address.indexOf('%');
    String text = zone < 0 ? address : address.substring(0, zone);
    if (text.length() < 2 || text.length() > 45 || text.indexOf(':') < 0) {
      return null;
    }
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      if (count == GROUPS) {
        return null;
      }
      int end = at;
      int group = 0;
      while (end < text.length() && end - at < 4 && Character.digit(text.charAt(end), 16) >= 0) {
        group = (group << 4) | Character.digit(text.charAt(end++), 16);
      }
      if (end < text.length() && text.charAt(end) == '.') {
        long tail = ipv4(text, at);
        if (tail < 0 || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = (int) (tail >> 16);
        groups[count++] = (int) (tail & 0xffff);
        break;
      }
      if (end == at) {
        return null;
      }
      groups[count++] = group;
      at = end;
      if (at == text.length()) {
        break;
      }
      if (text.charAt(at++) != ':' || at == text.length()) {
        return null;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      }
    }
    return spread(groups, count, gap);
  }

  private static int[] spread(int[] groups, int count, int gap) {
    if (gap < 0) {
      return count == GROUPS ? groups : null;
    }
    if (count >= GROUPS) {
      return null;
    }
    int[] spread = new int[GROUPS];
    System.arraycopy(groups, 0, spread, 0, gap);
    System.arraycopy(groups, gap, spread, GROUPS - (count - gap), count - gap);
    return spread;
  }

  private static boolean isMapped(int[] groups) {
    return (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0 && groups[5] == 0xffff;
  }

  private static String mapped(int[] groups) {
    return (groups[6] >> 8)
        + "."
        + (groups[6] & 0xff)
        + "."
        + (groups[7] >> 8)
        + "."
        + (groups[7] & 0xff);
  }

  /** RFC 5952: lower case, no leading zeros, the first longest run of zeros as {@code ::}. */
  private static String text(int[] groups) {
    int bestFrom = -1;
    int best = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > best) {
        best = end - i;
        bestFrom = i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestFrom) {
        text.append("::");
        i += best - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

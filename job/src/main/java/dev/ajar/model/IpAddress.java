package dev.ajar.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A literal IPv4 or IPv6 address, read strictly and without asking any name service.
 *
 * <p>IPv4 is four decimal numbers without leading zeros, since {@code 010} means eight to some
 * programs and ten to others. An IPv4 address mapped into IPv6 ({@code ::ffff:192.0.2.1}) is that
 * IPv4 address. Zones ({@code %eth0}) are no addresses of a caller.
 */
public final class IpAddress implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int V6_GROUPS = 8;
  private static final int MAX_TEXT = 45;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The address that {@code text} spells; empty for null and for anything else. */
  public static Optional<IpAddress> parse(String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    byte[] bytes = text.indexOf(':') < 0 ? v4(text) : v6(text);
    return bytes == null ? Optional.empty() : Optional.of(new IpAddress(unmapped(bytes)));
  }

  /** 32 or 128. */
  public int bits() {
    return bytes.length * Byte.SIZE;
  }

  /** The address with all but its first {@code prefix} bits set to zero. */
  IpAddress masked(int prefix) {
    byte[] kept = bytes.clone();
    for (int i = 0; i < kept.length; i++) {
      int bitsHere = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
      kept[i] &= (byte) (0xff << (Byte.SIZE - bitsHere));
    }
    return new IpAddress(kept);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The address itself for IPv4, the /64 for IPv6 ({@code 2001:db8:0:1::/64}). */
  public String network() {
    return bytes.length == V4_BYTES ? toString() : masked(64) + "/64";
  }

  /** Dotted for IPv4; for IPv6 as RFC 5952 says: lower case, the longest run of zeros as "::". */
  @Override
  public String toString() {
    if (bytes.length == V4_BYTES) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    int runAt = -1;
    int run = 1;
    for (int from = 0; from < V6_GROUPS; from++) {
      int to = from;
      while (to < V6_GROUPS && group(to) == 0) {
        to++;
      }
      if (to - from > run) {
        runAt = from;
        run = to - from;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < V6_GROUPS; i++) {
      if (i == runAt) {
        text.append("::");
        i += run - 1;
        continue;
      }
      if (i > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int index) {
    return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
  }

  private static byte[] v4(String text) {
    byte[] bytes = new byte[V4_BYTES];
    int at = 0;
    for (int i = 0; i < V4_BYTES; i++) {
      if (i > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
        return null;
      }
      int from = at;
      int value = 0;
      while (at < text.length() && at - from < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      boolean leadingZero = at - from > 1 && text.charAt(from) == '0';
      if (at == from || leadingZero || value > 255) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return at == text.length() ? bytes : null;
  }

  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == V6_BYTES ? all : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    // "::" stands for at least one group of zeros; an IPv4 tail only stands at the very end.
    if (head == null
        || tail == null
        || text.substring(0, gap).indexOf('.') >= 0
        || head.length + tail.length > V6_BYTES - 2) {
      return null;
    }
    byte[] bytes = new byte[V6_BYTES];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
    return bytes;
  }

  /** The bytes of groups with a colon between; the last may be a dotted IPv4 address. */
  private static byte[] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = new byte[V6_BYTES];
    int length = 0;
    int from = 0;
    for (int group = 0; group < V6_GROUPS; group++) {
      int colon = text.indexOf(':', from);
      String part = text.substring(from, colon < 0 ? text.length() : colon);
      byte[] here = colon < 0 && part.indexOf('.') >= 0 ? v4(part) : hex(part);
      if (here == null || length + here.length > V6_BYTES) {
        return null;
      }
      System.arraycopy(here, 0, bytes, length, here.length);
      length += here.length;
      if (colon < 0) {
        return Arrays.copyOf(bytes, length);
      }
      from = colon + 1;
    }
    return null;
  }

  private static byte[] hex(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return null;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return null;
      }
      value = (value << 4) | digit;
    }
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static byte[] unmapped(byte[] bytes) {
    if (bytes.length == V4_BYTES) {
      return bytes;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return bytes;
      }
    }
    boolean mapped = bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    return mapped ? Arrays.copyOfRange(bytes, 12, V6_BYTES) : bytes;
  }
}

package dev.ajar.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many addresses a firewall lets in: its address rules joined (exposure.md §3, network).
 *
 * <p>Of IPv6 the /64 networks are counted, since one customer has at least one of them (exposure.md
 * §6 keys callers by them too).
 */
final class AddressRules {
  private static final String ADDRESS = "ip:";
  private static final int IPV4_BITS = 32;
  private static final int IPV6_NETWORK_BITS = 64;

  private AddressRules() {}

  private record Range(BigInteger first, BigInteger last) {}

  /** The number of addresses in {@code words} that begin with {@code ip:}; others count nothing. */
  static double count(String[] words) {
    List<Range> ipv4 = new ArrayList<>();
    List<Range> ipv6 = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith(ADDRESS)) {
        String rule = word.substring(ADDRESS.length());
        Range range = range(rule);
        if (range != null) {
          (rule.indexOf(':') >= 0 ? ipv6 : ipv4).add(range);
        }
      }
    }
    return size(ipv4).add(size(ipv6)).doubleValue();
  }

  private static BigInteger size(List<Range> ranges) {
    ranges.sort(Comparator.comparing(Range::first).thenComparing(Range::last));
    BigInteger size = BigInteger.ZERO;
    BigInteger reached = BigInteger.ONE.negate();
    for (Range range : ranges) {
      BigInteger first = range.first().max(reached.add(BigInteger.ONE));
      if (first.compareTo(range.last()) <= 0) {
        size = size.add(range.last().subtract(first)).add(BigInteger.ONE);
        reached = range.last();
      }
    }
    return size;
  }

  /** {@code a}, {@code a/n} or {@code a-b}; null for text that is none of them. */
  private static Range range(String rule) {
    int dash = rule.indexOf('-');
    if (dash >= 0) {
      Range first = block(rule.substring(0, dash), -1);
      Range last = block(rule.substring(dash + 1), -1);
      return first == null || last == null ? null : new Range(first.first(), last.last());
    }
    int slash = rule.indexOf('/');
    if (slash < 0) {
      return block(rule, -1);
    }
    String prefix = rule.substring(slash + 1);
    if (prefix.isEmpty()
        || prefix.length() > 3
        || !prefix.chars().allMatch(AddressRules::isDigit)) {
      return null;
    }
    return block(rule.substring(0, slash), Integer.parseInt(prefix));
  }

  private static Range block(String address, int prefix) {
    byte[] bytes = AddressText.bytes(address);
    if (bytes == null) {
      return null;
    }
    boolean wide = bytes.length > 4;
    int bits = wide ? IPV6_NETWORK_BITS : IPV4_BITS;
    BigInteger number = new BigInteger(1, bytes);
    BigInteger network = wide ? number.shiftRight(IPV6_NETWORK_BITS) : number;
    int free = prefix < 0 ? 0 : Math.max(0, bits - prefix);
    BigInteger first = network.shiftRight(free).shiftLeft(free);
    return new Range(first, first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}

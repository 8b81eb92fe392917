package dev.ajar.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ranges of addresses in one spelling ({@code 52.239.0.0/17}, {@code 2603:1020:200::/46}), so that
 * an address is found among many of them by equal texts.
 */
public final class AddressRange {
  private AddressRange() {}

  /** The one spelling of a range, its first address and its prefix; null for what is none. */
  public static String spelled(String range) {
    int slash = range.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? range : range.substring(0, slash)).orElse(null);
    int prefix = address == null ? -1 : slash < 0 ? address.bits() : number(range, slash + 1);
    return prefix < 0 || prefix > address.bits() ? null : address.masked(prefix) + "/" + prefix;
  }

  /**
   * Every range that holds a whole network, the widest first.
   *
   * @param network an address or what {@link IpAddress#network} gives; others lie in no range
   */
  public static List<String> around(String network) {
    int slash = network.indexOf('/');
    Optional<IpAddress> address =
        IpAddress.parse(slash < 0 ? network : network.substring(0, slash));
    if (address.isEmpty()) {
      return List.of();
    }
    int longest = slash < 0 ? address.get().bits() : number(network, slash + 1);
    List<String> ranges = new ArrayList<>();
    for (int prefix = 0; prefix <= Math.min(longest, address.get().bits()); prefix++) {
      ranges.add(address.get().masked(prefix) + "/" + prefix);
    }
    return ranges;
  }

  /** A number of up to three digits that ends the text; -1 for others. */
  private static int number(String text, int from) {
    int number = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i - from == 3) {
        return -1;
      }
      number = 10 * number + (c - '0');
    }
    return from == text.length() ? -1 : number;
  }
}

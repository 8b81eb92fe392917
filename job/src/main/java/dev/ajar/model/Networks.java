package dev.ajar.model;

import dev.ajar.AjarException;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Address ranges with a name and a relation; an address belongs to the one with the longest prefix
 * (exposure.md §6).
 *
 * <p>One look-up costs one hash per length of prefix in use, so thousands of ranges cost no more
 * than a few.
 */
public final class Networks implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One range.
   *
   * @param cidr as configured: an address, a slash and the prefix, or an address alone
   * @param name what to call it; null if not given
   * @param relation what its users are to the victim
   */
  public record Rule(String cidr, String name, Relation relation) implements Serializable {}

  private final Map<Integer, TreeMap<Integer, HashMap<IpAddress, Rule>>> byBitsAndPrefix =
      new HashMap<>();

  private Networks() {}

  /**
   * The ranges, in any order.
   *
   * @throws AjarException wrong usage: a text that is no range, bits beyond the prefix, or one
   *     range with two relations
   */
  public static Networks of(List<Rule> rules) {
    Networks networks = new Networks();
    for (Rule rule : rules) {
      networks.add(rule);
    }
    return networks;
  }

  /** The rule with the longest prefix that holds {@code address}; empty for no address too. */
  public Optional<Rule> match(String address) {
    return IpAddress.parse(address).flatMap(this::longest);
  }

  private Optional<Rule> longest(IpAddress address) {
    TreeMap<Integer, HashMap<IpAddress, Rule>> byPrefix = byBitsAndPrefix.get(address.bits());
    if (byPrefix == null) {
      return Optional.empty();
    }
    for (Map.Entry<Integer, HashMap<IpAddress, Rule>> entry : byPrefix.entrySet()) {
      Rule rule = entry.getValue().get(address.masked(entry.getKey()));
      if (rule != null) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private void add(Rule rule) {
    int slash = rule.cidr().indexOf('/');
    String text = slash < 0 ? rule.cidr() : rule.cidr().substring(0, slash);
    IpAddress address = IpAddress.parse(text).orElseThrow(() -> noRange(rule));
    // The prefix counts the bits of the spelling: an IPv4 address mapped into IPv6 has 96 more.
    boolean mapped = text.indexOf(':') >= 0 && address.bits() == 32;
    int prefix = slash < 0 ? address.bits() : prefix(rule, slash) - (mapped ? 96 : 0);
    if (prefix < 0 || prefix > address.bits()) {
      throw noRange(rule);
    }
    IpAddress first = address.masked(prefix);
    if (!first.equals(address)) {
      throw AjarException.usage(
          "network '" + rule.cidr() + "' has bits set beyond its prefix",
          "write " + first + "/" + prefix + ", or correct the prefix");
    }
    Rule before =
        byBitsAndPrefix
            .computeIfAbsent(address.bits(), bits -> new TreeMap<>(Collections.reverseOrder()))
            .computeIfAbsent(prefix, length -> new HashMap<>())
            .putIfAbsent(first, rule);
    if (before != null && before.relation() != rule.relation()) {
      throw AjarException.usage(
          "network '"
              + rule.cidr()
              + "' is given twice, as "
              + before.relation().word()
              + " and as "
              + rule.relation().word(),
          "keep one of the two");
    }
  }

  private static int prefix(Rule rule, int slash) {
    String digits = rule.cidr().substring(slash + 1);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 3
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && (digits.length() == 1 || digits.charAt(0) != '0');
    if (!number) {
      throw noRange(rule);
    }
    return Integer.parseInt(digits);
  }

  private static AjarException noRange(Rule rule) {
    return AjarException.usage(
        "'" + rule.cidr() + "' is no address range",
        "write an IPv4 or IPv6 address, a slash and the number of bits, as in 203.0.113.0/24");
  }
}

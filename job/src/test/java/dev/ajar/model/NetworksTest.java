package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ajar.AjarException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworksTest {
  @Test
  void theLongestPrefixWins() {
    Networks networks =
        Networks.of(
            List.of(
                rule("203.0.113.0/24", Relation.OWN),
                rule("203.0.113.128/25", Relation.VENDOR),
                rule("203.0.113.200/32", Relation.KNOWN_SCANNER),
                rule("2001:db8::/32", Relation.PARTNER),
                rule("2001:db8:0:1::/64", Relation.OWN)));

    assertThat(relation(networks, "203.0.113.1")).isEqualTo(Relation.OWN);
    assertThat(relation(networks, "203.0.113.127")).isEqualTo(Relation.OWN);
    assertThat(relation(networks, "203.0.113.128")).isEqualTo(Relation.VENDOR);
    assertThat(relation(networks, "203.0.113.200")).isEqualTo(Relation.KNOWN_SCANNER);
    assertThat(relation(networks, "::ffff:203.0.113.200")).isEqualTo(Relation.KNOWN_SCANNER);
    assertThat(relation(networks, "2001:db8:0:1:ffff::9")).isEqualTo(Relation.OWN);
    assertThat(relation(networks, "2001:DB8:0:2::")).isEqualTo(Relation.PARTNER);
    assertThat(relation(networks, "203.0.114.0")).isNull();
    assertThat(relation(networks, "10.0.0.1")).isNull();
  }

  @Test
  void whatIsNoAddressMatchesNothing() {
    Networks all =
        Networks.of(List.of(rule("0.0.0.0/0", Relation.OWN), rule("::/0", Relation.OWN)));

    for (String text :
        new String[] {
          null,
          "",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "01.2.3.4",
          "1.2.3.4:80",
          "1.2.3.x",
          ":",
          ":::",
          "1::2::3",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "12345::",
          "fe80::1%eth0",
          "::1.2.3",
          "1.2.3.4::",
          "1:2:3:4:5:6:7::8",
          "١.٢.٣.٤",
          "::١",
          "redacted"
        }) {
      assertThat(all.match(text)).as("%s", text).isEmpty();
    }
    assertThat(all.match("255.255.255.255")).isPresent();
    assertThat(all.match("::")).isPresent();
    assertThat(all.match("1:2:3:4:5:6:7::")).isPresent();
    assertThat(all.match("64:ff9b::1.2.3.4")).isPresent();
  }

  @Test
  void badRangesAreMistakesOfTheConfiguration() {
    for (String cidr :
        List.of(
            "203.0.113.0/33",
            "203.0.113.0/",
            "203.0.113.0/-1",
            "203.0.113.0/+8",
            "203.0.113/24",
            "::/129",
            "hq",
            "",
            "203.0.113.0/024",
            "::ffff:1.2.3.4/95",
            "1.2.3.4/8/8")) {
      assertThatThrownBy(() -> Networks.of(List.of(rule(cidr, Relation.OWN))))
          .as(cidr)
          .isInstanceOfSatisfying(
              AjarException.class,
              e -> assertThat(e.exitCode()).isEqualTo(AjarException.EXIT_USAGE))
          .hasMessageContaining("'" + cidr + "'");
    }
    assertThatThrownBy(() -> Networks.of(List.of(rule("203.0.113.5/24", Relation.OWN))))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("203.0.113.0/24");
    assertThatThrownBy(
            () ->
                Networks.of(
                    List.of(
                        rule("203.0.113.0/24", Relation.OWN),
                        rule("203.0.113.0/24", Relation.VENDOR))))
        .isInstanceOf(AjarException.class)
        .hasMessageContaining("given twice");
  }

  @Test
  void anAddressAloneIsARangeOfOne() {
    Networks networks =
        Networks.of(
            List.of(
                rule("192.0.2.7", Relation.OWN), rule("::ffff:198.51.100.0/120", Relation.VENDOR)));

    assertThat(relation(networks, "192.0.2.7")).isEqualTo(Relation.OWN);
    assertThat(relation(networks, "192.0.2.8")).isNull();
    assertThat(relation(networks, "198.51.100.77")).isEqualTo(Relation.VENDOR);
  }

  @Test
  void addressesAreSpelledCanonically() {
    assertThat(IpAddress.parse("2001:0DB8:0:0:1:0:0:1").map(IpAddress::toString))
        .contains("2001:db8::1:0:0:1");
    assertThat(IpAddress.parse("1:0:3:4:5:6:7:8").map(IpAddress::toString))
        .contains("1:0:3:4:5:6:7:8");
    assertThat(IpAddress.parse("::").map(IpAddress::toString)).contains("::");
    assertThat(IpAddress.parse("::1").map(IpAddress::toString)).contains("::1");
    assertThat(IpAddress.parse("2001:db8:0:1:2:3:4:5").map(IpAddress::network))
        .contains("2001:db8:0:1::/64");
    assertThat(IpAddress.parse("2001:db8::5").map(IpAddress::network)).contains("2001:db8::/64");
    assertThat(IpAddress.parse("192.0.2.7").map(IpAddress::network)).contains("192.0.2.7");
  }

  @Test
  void lookUpAgreesWithComparingEveryRangeBitByBit() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<Networks.Rule> rules = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int prefix = random.nextInt(33);
        long base = random.nextLong(1L << 8) << 24 | random.nextLong(1L << 24);
        long masked = prefix == 0 ? 0 : base & (-1L << (32 - prefix)) & 0xffffffffL;
        rules.add(
            new Networks.Rule(dotted(masked) + "/" + prefix, "n" + i, Relation.values()[i % 6]));
      }
      List<Networks.Rule> distinct = new ArrayList<>();
      for (Networks.Rule rule : rules) {
        if (distinct.stream().noneMatch(other -> other.cidr().equals(rule.cidr()))) {
          distinct.add(rule);
        }
      }
      Networks networks = Networks.of(distinct);
      for (int i = 0; i < 50; i++) {
        long address = random.nextLong(1L << 32);
        assertThat(networks.match(dotted(address)).map(Networks.Rule::cidr))
            .isEqualTo(slowly(distinct, address));
      }
    }
  }

  private static Optional<String> slowly(List<Networks.Rule> rules, long address) {
    String best = null;
    int length = -1;
    for (Networks.Rule rule : rules) {
      int prefix = Integer.parseInt(rule.cidr().split("/")[1]);
      BigInteger network = BigInteger.ZERO;
      for (String part : rule.cidr().split("/")[0].split("\\.")) {
        network = network.shiftLeft(8).add(new BigInteger(part));
      }
      boolean holds = true;
      for (int bit = 0; bit < prefix; bit++) {
        holds &= network.testBit(31 - bit) == BigInteger.valueOf(address).testBit(31 - bit);
      }
      if (holds && prefix > length) {
        best = rule.cidr();
        length = prefix;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String dotted(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static Networks.Rule rule(String cidr, Relation relation) {
    return new Networks.Rule(cidr, null, relation);
  }

  private static Relation relation(Networks networks, String address) {
    return networks.match(address).map(Networks.Rule::relation).orElse(null);
  }
}

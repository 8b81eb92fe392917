package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          10.50.0.204:38208        | 10.50.0.204      | 38208 | 10.50.0.204
          10.0.0.135               | 10.0.0.135       | null  | 10.0.0.135
          203.0.113.7:99999        | 203.0.113.7      | null  | 203.0.113.7
          [2001:DB8:0:1::7]:443    | 2001:db8:0:1::7  | 443   | 2001:db8:0:1::/64
          [2001:db8::7]            | 2001:db8::7      | null  | 2001:db8::/64
          2001:db8:0:1:0:0:0:7     | 2001:db8:0:1::7  | null  | 2001:db8:0:1::/64
          2001:db8:0:1:2:3:4:5     | 2001:db8:0:1:2:3:4:5 | null | 2001:db8:0:1::/64
          ::1                      | ::1              | null  | ::/64
          fe80::1%eth0             | fe80::1          | null  | fe80::/64
          ::ffff:192.0.2.33        | 192.0.2.33       | null  | 192.0.2.33
          [::ffff:c000:221]:80     | 192.0.2.33       | 80    | 192.0.2.33
          256.1.1.1:80             | 256.1.1.1        | 80    | 256.1.1.1
          010.0.0.1                | 010.0.0.1        | null  | 010.0.0.1
          REDACTED                 | REDACTED         | null  | REDACTED
          1:2:3                    | 1:2:3            | null  | 1:2:3
          1::2::3                  | 1::2::3          | null  | 1::2::3
          host:80                  | host             | 80    | host
          """)
  void addressPortAndNetwork(String logged, String address, Long port, String network) {
    CallerAddress caller = CallerAddress.parse(logged);

    assertThat(caller.address()).isEqualTo(address);
    assertThat(caller.port()).isEqualTo(port);
    assertThat(CallerAddress.network(caller.address())).isEqualTo(network);
  }

  @Test
  void nothingLoggedIsNoAddress() {
    assertThat(CallerAddress.parse(null).address()).isNull();
    assertThat(CallerAddress.parse("  ").address()).isNull();
    assertThat(CallerAddress.network(null)).isNull();
  }

  @Test
  void oneNetworkHasOneSpelling() {
    assertThat(CallerAddress.network("2001:0DB8:0000:0001:aaaa::1"))
        .isEqualTo(CallerAddress.network("2001:db8:0:1:bbbb:0:0:2"))
        .isEqualTo("2001:db8:0:1::/64");
  }

  @Test
  void textThatIsNoAddressStaysWithSecretsCutAndShort() {
    assertThat(CallerAddress.parse("sig=topsecret").address()).isEqualTo("sig=REDACTED");
    assertThat(CallerAddress.parse("x".repeat(5000)).address()).hasSize(256);
    assertThat(CallerAddress.parse("[" + ":".repeat(5000)).address()).hasSize(256);
  }
}

package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "52.239.0.0/17, 52.239.0.0/17",
        "52.239.0.7/17, 52.239.0.0/17",
        "13.64.0.1, 13.64.0.1/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "2603:1020:0200:0000::/46, 2603:1020:200::/46",
        "1.2.3.4/33, none",
        "1.2.3.4/, none",
        "1.2.3.4/0000, none",
        "1.2.3.4/x, none",
        "1.2.3/8, none",
        "Storage, none",
        "'', none",
      })
  void aRangeHasOneSpelling(String range, String spelled) {
    assertThat(AddressRange.spelled(range)).isEqualTo(spelled);
  }

  @Test
  void anAddressLiesInARangeOfEachPrefix() {
    assertThat(AddressRange.around("52.239.128.7"))
        .hasSize(33)
        .startsWith("0.0.0.0/0", "0.0.0.0/1", "0.0.0.0/2", "32.0.0.0/3")
        .contains("52.239.128.0/17", "52.239.0.0/16")
        .endsWith("52.239.128.7/32");
    assertThat(AddressRange.around("2603:1020:200:1::/64"))
        .hasSize(65)
        .contains("2603:1020:200::/46")
        .endsWith("2603:1020:200:1::/64");
    assertThat(AddressRange.around("somewhere")).isEmpty();
  }
}

package dev.ajar.evidence.servicetags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.SnapshotRows;
import org.junit.jupiter.api.Test;

/** Azure's service tags, as downloaded and as the API lists them. */
class ServiceTagReaderTest {
  private static final String DOWNLOAD =
      """
      {"changeNumber":300,"cloud":"Public","values":[
       {"name":"Storage.WestEurope","id":"Storage.WestEurope","properties":{"changeNumber":7,
        "region":"westeurope","platform":"Azure","systemService":"AzureStorage",
        "addressPrefixes":["52.239.212.0/23","2603:1020:0200::/46"],"networkFeatures":["API"]}},
       {"name":"Empty","properties":{"addressPrefixes":[]}},
       {"name":"Bad","properties":{"addressPrefixes":["52.239.212.0/33"]}},
       {"name":"Bare"},
       {"properties":{}}]}
      """;

  @Test
  void aTagIsItsRangesOnTheDayOfTheFilesName() {
    ReadText read = read("e/ServiceTags_Public_20240304.json", DOWNLOAD);

    assertThat(read.tally()).isEqualTo("5 = 2 + 0 + 3, read");
    assertThat(read.observations())
        .containsExactly(
            "snapshot null serviceTag[Empty]={\"addressPrefixes\":[]}"
                + " @2024-03-04T00:00:00Z..2024-03-04T23:59:59.999999900Z",
            "snapshot null serviceTag[Storage.WestEurope]={\"addressPrefixes\":"
                + "[\"2603:1020:200::/46\",\"52.239.212.0/23\"]}"
                + " @2024-03-04T00:00:00Z..2024-03-04T23:59:59.999999900Z");
    assertThat(read.quarantined().stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "an address prefix is no range of addresses",
            "a service tag without a list of address prefixes",
            "names no service tag");
  }

  @Test
  void withoutADateItIsNotRead() {
    ReadText read = read("e/ServiceTags_Public.json", DOWNLOAD);

    assertThat(read.observations()).isEmpty();
    assertThat(read.problem()).isEqualTo("taken_at is path, and the path holds no date");
  }

  private static ReadText read(String path, String text) {
    SourceConfig source =
        new SourceConfig(3, SourceKind.SERVICE_TAGS, "e", "file:/e", null, false, null, null, null);
    return ReadText.of(new ServiceTagReader(source), SnapshotRows.READING, path, text);
  }
}

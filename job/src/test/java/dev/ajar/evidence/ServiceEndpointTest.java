package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceEndpointTest {
  @Test
  void theHostNamesTheAccountWhereItIsOneOfAzure() {
    String table =
        """
        https://acme01.blob.core.windows.net/              | acme01
        HTTPS://Acme01.Blob.core.windows.net               | acme01
        https://acme01.blob.core.chinacloudapi.cn:443/     | acme01
        https://acme01.z12.blob.storage.azure.net/         | acme01
        https://acme01.privatelink.blob.core.windows.net/  | acme01
        https://acme01.dfs.core.windows.net/               | acme01
        http://127.0.0.1:10000/devstoreaccount1/           | devstoreaccount1
        http://localhost:10000/devstoreaccount1            | devstoreaccount1
        http://[::1]:10000/devstoreaccount1                | devstoreaccount1
        http://127.0.0.1:10000                             | null
        https://acme01-secondary.blob.core.windows.net/    | null
        https://files.example.com/                         | null
        https://.blob.core.windows.net/                    | null
        acme01.blob.core.windows.net                       | null
        mailto:acme01@a.blob.core.windows.net              | null
        a b                                                | null
        """;
    for (String line : table.lines().toList()) {
      int bar = line.indexOf('|');
      assertThat(String.valueOf(ServiceEndpoint.account(line.substring(0, bar).trim())))
          .as(line)
          .isEqualTo(line.substring(bar + 1).trim());
    }
    assertThat(ServiceEndpoint.account(null)).isNull();
  }
}

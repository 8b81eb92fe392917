package dev.ajar.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSensitivityTest {
  @ParameterizedTest
  @CsvSource({
    "keys/deploy_id_rsa, , credentials",
    "ID_RSA, , credentials",
    "site/WEB.CONFIG, , credentials",
    "a/appsettings.Production.json, , credentials",
    "prod.env, , credentials",
    ".env, , credentials",
    "certs/server.PFX, , credentials",
    "x/TOKENS.txt, , credentials",
    "blob, application/x-pkcs12, credentials",
    "db/2024.sql.gz, , backup",
    "MAIL.BAK, , backup",
    "payroll-2023.xlsx, , personal-data-hint",
    "server.crt, , certificate",
    "sw1.cfg, , configuration",
    "src/Main.java, , source-code",
    "app.log, , log",
    "report.docx, application/octet-stream, document",
    "report, application/pdf, document",
    "picture.png, image/png, ",
    "README, , "
  })
  void theNameSuggests(String name, String contentType, String word) {
    assertThat(NameSensitivity.of(name, contentType)).isEqualTo(word);
  }
}

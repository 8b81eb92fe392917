package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String SECRET = "Zm9vYmFyYmF6cXV4Y29ycmVjdGhvcnNlYmF0dGVyeXM";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.blob.core.windows.net/c/b?sv=2020&sig=%s%%3D&se=2030",
        "?SIG=%s=",
        "?Sig=%s",
        "sig%%3D%s%%3D%%26se%%3D2030",
        "SIG%%3d%s",
        "https://x/?u=https%%253A%%252F%%252Fa%%253Fsig%%253D%s%%25253D%%2526se",
        "\"uri\":\"https://a/c?sp=r\\u0026sig\\u003d%s\\u003d\\u0026se=1\"",
        "\"body\":\"{\\\\\"sig\\\\\":\\\\\"%s\\\\\"}\"",
        "{\"sig\": \"%s\"}",
        "{'sig':'%s'}",
        "2024-03-01,\"{\"\"sig\"\":\"\"%s\"\",\"\"se\"\":1}\"",
        "\"{\"\"AccountKey\"\": \"\"%s\"\"}\"",
        "{\"sig\":\"%s",
        "agent/1.0 (sig=%s) more",
        "broken line sig=%s",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%s==;EndpointSuffix=core",
        "accountkey%%3D%s",
        "\"AccountKey\":\"%s\"",
        "SharedAccessSignature=sv=2020&sig=%s&sp=r;BlobEndpoint=x",
        "Endpoint=sb://x/;SharedAccessKey=%s=",
        "Authorization: Bearer %s",
        "bearer%%20%s",
        "BEARER+%s",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.%s end",
      })
  void theSecretIsGoneAndTheRestStays(String shape) {
    String text = shape.formatted(SECRET);

    String cut = Secrets.cut(text);

    assertThat(cut).doesNotContain(SECRET.substring(0, 12)).contains(Secrets.CUT);
    assertThat(Secrets.cut(cut)).as("cutting twice changes nothing").isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a/c/b?sv=1&sig=XXXXX&se=2030  | https://a/c/b?sv=1&sig=REDACTED&se=2030
          a sig=abc b sig=def                   | a sig=REDACTED b sig=REDACTED
          sig%3Dabc%2Bd%3D%26se%3D2030          | sig%3DREDACTED%26se%3D2030
          AccountName=a;AccountKey=abc==;X=y    | AccountName=a;AccountKey=REDACTED;X=y
          \\u0130sig=abc&x                      | \\u0130sig=REDACTED&x
          {""sig"":""abc"",""se"":1}            | {""sig"":""REDACTED"",""se"":1}
          {"sig":"","se":"2030"}                | {"sig":"REDACTED","se":"2030"}
          """)
  void onlyTheSecretIsCut(String text, String cut) {
    assertThat(Secrets.cut(text)).isEqualTo(cut);
  }

  @Test
  void lettersWhoseLowerCaseIsLongerDoNotShiftTheCut() {
    assertThat(Secrets.cut("\u0130\u0130\u0130sig=abc&x=1"))
        .isEqualTo("\u0130\u0130\u0130sig=REDACTED&x=1");
  }

  @Test
  void accountKeysAreCutWhereverTheyStand() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[64];
      random.nextBytes(bytes);
      String key = Base64.getEncoder().encodeToString(bytes);
      String encoded = key.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D");
      String escaped = key.replace("/", "\\/").replace("=", "\\u003d");
      for (String text : List.of(key, encoded, escaped)) {
        assertThat(Secrets.cut("/acct/c/" + text + " end")).isEqualTo("/acct/c/REDACTED end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sig",
        "/acct/container/design/signature.pdf",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
        "67F8F5A218837386F94E75FC7AAC530CD99957355C86E173D139401AC15D6011",
        "eyJ without a dot",
        "significant=yes",
        "a/very/long/path/that/has/more/than/eighty/eight/characters/of/base64/digits/in/it/but/no/padding/x.txt"
      })
  void whatIsNoSecretStays(String text) {
    assertThat(Secrets.cut(text)).isEqualTo(text);
  }

  @Test
  void nullStaysNull() {
    assertThat(Secrets.cut(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sig=", "sig\\", "\\", "%25", "bearer ", "bearer+", "eyJ", "eyJ.", "sig\" ", "A", "sig:",
        "sig\"\"", "\""
      })
  void costIsLinear(String part) {
    String text = part.repeat(4_000_000 / part.length());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Secrets.cut(text));
  }
}

package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the query of a URI says of the SAS that signed it (inputs.md §11.2). */
class SasTermsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a container, to read      | sv=2023-11-03&st=2024-03-01T00:00:00Z&se=2024-03-02T00:00:00Z&sr=c&sp=rl&sig=X | service | container | list read | 2024-03-01T00:00:00Z | 2024-03-02T00:00:00Z",
        "escaped times             | st=2024-03-01T00%3A00%3A00Z&se=2024-03-02T00%3a00%3a00Z&sr=b&sp=r&sig=X | service | blob | read | 2024-03-01T00:00:00Z | 2024-03-02T00:00:00Z",
        "a day without time        | se=2100-01-01&sr=c&sp=r | service | container | read | - | 2100-01-01T00:00:00Z",
        "a minute without seconds  | se=2024-03-02T10:30Z&sr=c&sp=r | service | container | read | - | 2024-03-02T10:30:00Z",
        "a fraction                | se=2024-03-02T10:30:00.1234567Z&sr=c&sp=r | service | container | read | - | 2024-03-02T10:30:00.123456700Z",
        "no time at all            | se=soon&sr=c&sp=r | service | container | read | - | -",
        "a year no tick can say    | se=+999999999-01-01T00:00:00Z&sr=c&sp=r | service | container | read | - | -",
        "a whole account           | sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2100-01-01 | account | account | delete list read write | - | 2100-01-01T00:00:00Z",
        "objects only do not list  | ss=bfqt&srt=o&sp=rl&se=2100-01-01 | account | account | read | - | 2100-01-01T00:00:00Z",
        "another service's         | ss=q&srt=sco&sp=rwdl&se=2100-01-01 | account | account | - | - | 2100-01-01T00:00:00Z",
        "one blob is not listed    | sr=b&sp=rl&se=2100-01-01 | service | blob | read | - | 2100-01-01T00:00:00Z",
        "a version, to delete      | sr=bv&sp=x&se=2100-01-01 | service | blob-version | delete | - | 2100-01-01T00:00:00Z",
        "a directory, to add       | sr=d&sdd=2&sp=a&se=2100-01-01 | service | directory | write | - | 2100-01-01T00:00:00Z",
        "to set permissions        | sr=c&sp=p&se=2100-01-01 | service | container | write | - | 2100-01-01T00:00:00Z",
        "a stored policy           | sr=c&si=partners&sig=X | policy | container | delete list read write | - | -",
        "a user's delegation       | skoid=ABC&sktid=T&skt=2024-03-01T00:00:00Z&ske=2024-03-03T00:00:00Z&sr=c&sp=r&se=2024-03-02T00:00:00Z | user-delegation | container | read | - | 2024-03-02T00:00:00Z",
        "a URI that says nothing   | comp=list | unknown | - | delete list read write | - | -",
        "names in any case         | SR=c&SP=R&SE=2100-01-01 | service | container | read | - | 2100-01-01T00:00:00Z",
        "the first counts          | sp=r&sp=rwdl&sr=c&se=2100-01-01 | service | container | read | - | 2100-01-01T00:00:00Z",
      })
  void theQuerySaysWhatItAllows(
      String what,
      String query,
      String kind,
      String breadth,
      String capability,
      String starts,
      String expires) {
    SasTerms terms =
        SasTerms.of("https://acct.blob.core.windows.net/docs/a?" + query, false, false);

    assertThat(terms.kind()).as(what).isEqualTo(kind);
    assertThat(terms.breadth()).isEqualTo(breadth);
    assertThat(String.join(" ", terms.capability()))
        .isEqualTo(capability == null ? "" : capability);
    assertThat(instant(terms.starts())).isEqualTo(starts);
    assertThat(instant(terms.expires())).isEqualTo(expires);
  }

  @ParameterizedTest(name = "{0}, used on {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "sr=b,        a/b/c.txt, a/b/c.txt",
        "sr=bs,       a/b/c.txt, a/b/c.txt",
        "sr=b,        -,         -",
        "sr=d&sdd=1,  a/b/c.txt, a",
        "sr=d&sdd=2,  a/b/c.txt, a/b",
        "sr=d&sdd=2,  a/b,       a/b",
        "sr=d&sdd=0,  a/b/c.txt, -",
        "sr=d,        a/b/c.txt, -",
        "sr=d&sdd=-1, a/b/c.txt, -",
        "sr=c&sdd=1,  a/b/c.txt, -",
        "ss=b&srt=o,  a/b/c.txt, -",
        "comp=list,   a/b/c.txt, -",
      })
  void whatItWasUsedOnShowsTheOnePathOfIt(String query, String object, String path) {
    assertThat(SasTerms.of("https://a/b?" + query, false, false).path(object)).isEqualTo(path);
  }

  @ParameterizedTest(name = "se {0}, ske {1}: ends {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2024-03-02, 2024-03-03, 2024-03-02T00:00:00Z",
        "2024-03-03, 2024-03-02, 2024-03-02T00:00:00Z",
        "-,          2024-03-02, 2024-03-02T00:00:00Z",
        "2024-03-02, -,          2024-03-02T00:00:00Z",
        "-,          -,          -",
      })
  void itEndsWithItselfOrWithTheUsersKey(String se, String ske, String ends) {
    String uri =
        "https://a/b?sr=c&sp=r"
            + (se == null ? "" : "&se=" + se)
            + (ske == null ? "" : "&ske=" + ske);

    assertThat(instant(SasTerms.of(uri, true, false).ends())).isEqualTo(ends);
  }

  @ParameterizedTest(name = "{0} says all: {1}")
  @CsvSource({
    "sr=c&sp=r&se=2024-03-02, true",
    "ss=b&srt=sco&sp=r&se=2024-03-02, true",
    "sr=c&si=policy, false",
    "sr=c&sp=r&si=policy, false",
    "sr=zz&sp=r&se=2024-03-02, false",
    "comp=list, false",
  })
  void whatAPolicyHoldsIsNotSaid(String query, boolean said) {
    assertThat(SasTerms.of("https://a/b?" + query, false, false).isSaid()).isEqualTo(said);
  }

  private static String instant(Long ticks) {
    return ticks == null ? null : Ticks.toInstant(ticks).toString();
  }
}

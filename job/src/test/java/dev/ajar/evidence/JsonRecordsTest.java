package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordsTest {
  private static final Set<String> KEYS = Set.of("records", "value");

  /**
   * Input and what it is split into: a record as offset and text; a bad one with its problem behind
   * it. {@code ~} is a line end, {@code ^} a carriage return, {@code #} a byte order mark.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}~{"b":2}~                  | 0{"a":1} 8{"b":2}
          {"a":1}~{"b":2}                   | 0{"a":1} 8{"b":2}
          {"a":1}^~~  ~{"b":2}^~            | 0{"a":1} 13{"b":2}
          #{"a":1}~{"b":2}~                 | 3{"a":1} 11{"b":2}
          #{"a":1}~#{"b":2}~                | 3{"a":1} 14{"b":2}
          {"a":1}~{"b":~{"c":3}~            | 0{"a":1} 8{"b":!not_JSON 14{"c":3}
          {"a":1}~{"b":2                    | 0{"a":1} 8{"b":2!unfinished
          {"a":1}~{"b":2~                   | 0{"a":1} 8{"b":2!not_JSON
          {"a":1}~{"b":"x                   | 0{"a":1} 8{"b":"x!unfinished
          {"a":1}~{"b":2}x~{"c":3}~         | 0{"a":1} 8{"b":2}x!not_JSON 17{"c":3}
          {"a":1}{"b":2}{"c":3}             | 0{"a":1} 7{"b":2} 14{"c":3}
          {"a":1}~{"b":2}{"c":3}~           | 0{"a":1} 8{"b":2} 15{"c":3}
          {~"a":1~}~{~"b":2~}~              | 0{~"a":1~} 10{~"b":2~}
          {~"a":1~}{~"b":2~}                | 0{~"a":1~} 9{~"b":2~}
          Content~{~ "a":1~}~               | 0Content!not_JSON 8{~_"a":1~}
          Content~{"a":1}~{"b":~            | 0Content!not_JSON 8{"a":1} 16{"b":!not_JSON
          {"records":[{"a":1},{"b":2}]}     | 12{"a":1} 20{"b":2}
          {"x":[1],"records":[{"a":1}],"y":{"z":0}}~ | 20{"a":1}
          {"records":[]}                    | ``
          []                                | ``
          [{"a":1},{"b":2}]                 | 1{"a":1} 9{"b":2}
          [~ {"a":1},~ {"b":2}~]~           | 3{"a":1} 13{"b":2}
          [{"records":[{"a":1}],"n":1},{"records":[{"b":2}]}] | 13{"a":1} 41{"b":2}
          {"records":[{"a":1}]}~{"records":[{"b":2}]}~ | 12{"a":1} 34{"b":2}
          {"records":{"a":1}}               | 0{"records":{"a":1}}
          {"other":[{"a":1}]}               | 0{"other":[{"a":1}]}
          {"a":{"records":[{"b":1}]}}       | 0{"a":{"records":[{"b":1}]}}
          {"records":[{"a":1},5,null,"x",[1]]}~ | 12{"a":1} 205!not_an_object 22null!not_an_object 27"x"!not_an_object 31[1]!not_an_object
          5~{"a":1}~                        | 05!not_an_object 2{"a":1}
          {"a":1}~[5]~"x"~                  | 0{"a":1} 95!not_an_object 12"x"!not_an_object
          {"records":[{"a":1},{"b":x},{"c":3}]}~ | 12{"a":1} 20{"b":x}!not_JSON 28{"c":3}
          {"records":[{"a":1},{"b":         | 12{"a":1} 20{"b":!unfinished
          {"records":[{"a":1},              | 12{"a":1} 20!unfinished
          {"records":[{"a":1}],             | 12{"a":1} 20,!unfinished
          {"records":[{"a":1}}~{"b":2}~     | 12{"a":1} 19}!the_rest_of_the_document_cannot_be_read 21{"b":2}
          {"records":[{"a":"cut~{"records":[{"b":2}]}~ | 12{"a":"cut!the_rest_of_the_document_cannot_be_read 34{"b":2}
          [~{"a":1},~{"b":"cut~{"c":3}~]~   | 2{"a":1} 11{"b":"cut!not_JSON 21{"c":3}
          {"a":"cut~{"b":2}~{"c":3}~        | 0{"a":"cut!not_JSON 10{"b":2} 18{"c":3}
          {"a":~{"b":2}~{"c":3}~            | 0{"a":!not_JSON 6{"b":2} 14{"c":3}
          {~ "a":1,~ "b":~}~{~ "c":3~}~     | 0{~_"a":1,~_"b":~}!not_JSON 18{~_"c":3~}
          {~"a":1~}~stray~{~"b":2~}~        | 0{~"a":1~} 10stray!not_JSON 16{~"b":2~}
          {"a":01}~{"b":1e5}~{"c":-}~{"d":nul}~{"e":"\\q"}~ | 0{"a":01}!not_JSON 9{"b":1e5} 19{"c":-}!not_JSON 27{"d":nul}!not_JSON 37{"e":"\\q"}!not_JSON
          {"a":"\\u00e9}{\\"[","b":[[],{}]}~ | 0{"a":"\\u00e9}{\\"[","b":[[],{}]}
          ~ ~^~                             | ``
          """)
  void splitsAsTheFirstValueSays(String input, String expected) {
    byte[] bytes =
        (input == null ? "" : input)
            .replace('~', '\n')
            .replace('^', '\r')
            .replace("#", "\ufeff")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(split(new ByteArrayInputStream(bytes))).isEqualTo(expected);
    assertThat(split(trickle(bytes))).as("one byte at a time").isEqualTo(expected);
  }

  @Test
  void invalidUtf8IsAProblemOfItsRecordOnly() {
    byte[] bytes = "{\"a\":\"x?\"}\n{\"b\":\"é\"}\n".getBytes(StandardCharsets.UTF_8);
    bytes[7] = (byte) 0xff;

    JsonRecords records = records(new ByteArrayInputStream(bytes));

    assertThat(problems(records)).containsExactly("invalid UTF-8", null);
  }

  @Test
  void deepNestingIsAProblemNotACrash() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String fine = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";
    String text = deep + "\n" + fine + "\n{\"a\":" + "{\"a\":".repeat(100_000) + "\n{}\n";

    assertThat(problems(records(utf8(text))))
        .containsExactly("nested deeper than 512", null, "not JSON", null);
  }

  @Test
  void aLongRecordIsPassedOverInBoundedMemory() throws IOException {
    long megabytes = 100;
    InputStream line =
        new SequenceInputStream(
            java.util.Collections.enumeration(
                List.of(
                    utf8("{\"a\":1}\n{\"long\":\""),
                    filler(megabytes << 20),
                    utf8("\"}\n{\"b\":2}\n"))));
    JsonRecords records = records(line);

    assertThat(records.next()).isTrue();
    assertThat(records.next()).isTrue();
    assertThat(records.problem()).isEqualTo("longer than 16 MB");
    assertThat(records.offset()).isEqualTo(8);
    assertThat(records.length()).isEqualTo(64 * 1024);
    assertThat(records.buffer().length).isLessThan(64 << 20);
    assertThat(records.next()).isTrue();
    assertThat(records.problem()).isNull();
    assertThat(records.offset()).isEqualTo(8 + 9 + (megabytes << 20) + 3);
    assertThat(records.next()).isFalse();
  }

  @Test
  void aLongElementLeavesItsNeighbours() {
    InputStream document =
        new SequenceInputStream(
            java.util.Collections.enumeration(
                List.of(
                    utf8("{\"records\":[{\"a\":1},{\"long\":\""),
                    filler(50L << 20),
                    utf8("\"},{\"b\":2}]}"))));

    assertThat(problems(records(document))).containsExactly(null, "longer than 16 MB", null);
  }

  @Test
  void recordsBeforeABrokenStreamAreKept() throws IOException {
    JsonRecords records =
        records(new SequenceInputStream(utf8("{\"a\":1}\n{\"b\":2}\n{\"c\":"), broken()));

    assertThat(records.next()).isTrue();
    assertThat(records.next()).isTrue();
    assertThatThrownBy(records::next).isInstanceOf(EOFException.class);
    assertThatThrownBy(records::next).isInstanceOf(EOFException.class);
  }

  @Test
  void aWholeLastRecordBeforeABrokenStreamIsKept() throws IOException {
    JsonRecords records = records(new SequenceInputStream(utf8("{\"a\":1}"), broken()));

    assertThat(records.next()).isTrue();
    assertThat(records.problem()).isNull();
    assertThatThrownBy(records::next).isInstanceOf(EOFException.class);
  }

  @Test
  void theNextLinkOfTheLastPageCounts() {
    assertThat(link("{\"value\":[{\"a\":1}],\"nextLink\":\"https://x/?p=2\\u0026q\"}"))
        .isEqualTo("https://x/?p=2&q");
    assertThat(link("{\"@odata.nextLink\":\"https://x\",\"value\":[]}")).isEqualTo("https://x");
    assertThat(link("{\"value\":[],\"nextLink\":null}")).isNull();
    assertThat(link("{\"value\":[],\"nextLink\":\"x\"}\n{\"value\":[{}]}")).isNull();
    assertThat(link("{\"value\":[{\"nextLink\":\"x\"}]}")).isNull();
  }

  private static String link(String text) {
    JsonRecords records = records(utf8(text));
    problems(records);
    return records.nextLink();
  }

  private static JsonRecords records(InputStream in) {
    return new JsonRecords(in, KEYS);
  }

  private static List<String> problems(JsonRecords records) {
    List<String> problems = new ArrayList<>();
    try {
      while (records.next()) {
        problems.add(records.problem());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return problems;
  }

  private static String split(InputStream in) {
    List<String> split = new ArrayList<>();
    JsonRecords records = records(in);
    try {
      while (records.next()) {
        String text =
            new String(records.buffer(), records.start(), records.length(), StandardCharsets.UTF_8);
        String problem = records.problem() == null ? "" : "!" + records.problem();
        split.add(
            (records.offset() + text + problem)
                .replace('\n', '~')
                .replace('\r', '^')
                .replace(' ', '_'));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(" ", split);
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream trickle(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }

  private static InputStream filler(long bytes) {
    return new InputStream() {
      private long left = bytes;

      @Override
      public int read() {
        return left-- > 0 ? 'x' : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        int count = (int) Math.min(left, length);
        Arrays.fill(target, offset, offset + count, (byte) 'x');
        left -= count;
        return count == 0 ? -1 : count;
      }
    };
  }

  private static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new EOFException("cut");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        throw new EOFException("cut");
      }
    };
  }
}

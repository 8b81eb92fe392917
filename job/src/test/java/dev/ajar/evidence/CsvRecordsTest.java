package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {
  @Test
  void fieldsMayHoldCommasQuotesAndLineEndsWithinQuotes() throws IOException {
    assertThat(records("a,\"b,\"\"c\"\"\",\"d\r\ne\"\r\n\r\nf,,\n"))
        .containsExactly("0:a|b,\"c\"|d\r\ne", "22:f||");
  }

  @Test
  void aByteOrderMarkIsNoContentButCounts() throws IOException {
    assertThat(records("\uFEFFa,b\nc,d\n")).containsExactly("3:a|b", "7:c|d");
    assertThat(records("\uFEFF")).isEmpty();
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(records("a,b\nc,d")).containsExactly("0:a|b", "4:c|d no end");
    assertThat(records("a,\"b\"\r")).containsExactly("0:a|b no end");
    assertThat(records("")).isEmpty();
    assertThat(records("\n\r\n\n")).isEmpty();
  }

  @Test
  void aQuoteInsideAFieldIsAnOrdinaryCharacter() throws IOException {
    assertThat(records("a\"b,c\"\"\n")).containsExactly("0:a\"b|c\"\"");
  }

  @Test
  void aQuoteThatIsNeverClosedSpoilsItsLineOnly() throws IOException {
    assertThat(records("a,\"b\nc,d\ne,f\n"))
        .containsExactly("0!" + CsvRecords.OPEN_QUOTE, "5:c|d", "9:e|f");
    assertThat(records("a,b\nc,\"d"))
        .containsExactly("0:a|b", "4!" + CsvRecords.OPEN_QUOTE + " no end");
  }

  @Test
  void textBehindAClosingQuoteIsBad() throws IOException {
    assertThat(records("\"a\"b,c\nd,e\n"))
        .containsExactly("0!" + CsvRecords.TEXT_BEHIND_QUOTE, "7:d|e");
    assertThat(records("\"a\"\rb\nd\n"))
        .containsExactly("0!" + CsvRecords.TEXT_BEHIND_QUOTE, "6:d");
  }

  @Test
  void invalidUtf8IsBadAndNextDoorIsNot() throws IOException {
    byte[] bytes = "caf\u00e9\nok\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    bytes[7] = 'k';

    assertThat(records(new ByteArrayInputStream(bytes)))
        .containsExactly("0!" + CsvRecords.NOT_UTF8, "5:okk");
  }

  @Test
  void aLineLongerThanMemoryShouldHoldIsOneBadRecord() throws IOException {
    long length = 50L * 1024 * 1024;
    InputStream long50 = new LongLine(length);

    CsvRecords records = new CsvRecords(long50);
    assertThat(records.next()).isTrue();
    assertThat(records.problem()).isEqualTo(CsvRecords.TOO_LONG);
    assertThat(records.length()).isLessThanOrEqualTo(CsvRecords.MAX_RECORD);
    assertThat(records.buffer().length).isLessThan(4 * CsvRecords.MAX_RECORD);
    assertThat(records.next()).isTrue();
    assertThat(records.offset()).isEqualTo(length + 1);
    assertThat(records.field(0)).isEqualTo("b");
    assertThat(records.next()).isFalse();
  }

  @Test
  void whatIsWrittenIsReadBackHoweverTheBytesCome() throws IOException {
    Random random = new Random(3);
    String[] texts = {"", "a", "b c", ",", "\"", "\n", "\r\n", "\u00fc\u4e2d", "\"\"", "x\"y,z"};
    for (int round = 0; round < 2_000; round++) {
      List<String> expected = new ArrayList<>();
      StringBuilder file = new StringBuilder();
      for (int record = random.nextInt(5); record > 0; record--) {
        int at = file.toString().getBytes(StandardCharsets.UTF_8).length;
        List<String> fields = new ArrayList<>();
        for (int field = 2 + random.nextInt(3); field > 0; field--) {
          fields.add(texts[random.nextInt(texts.length)]);
        }
        file.append(String.join(",", fields.stream().map(text -> written(text, random)).toList()));
        file.append(random.nextBoolean() ? "\n" : "\r\n");
        expected.add(at + ":" + String.join("|", fields));
      }
      byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);

      assertThat(records(new ByteArrayInputStream(bytes))).isEqualTo(expected);
      assertThat(records(new OneByteAtATime(bytes))).isEqualTo(expected);
    }
  }

  @Test
  void damagedFilesNeverFailAndReadTheSameInAnyPieces() throws IOException {
    Random random = new Random(5);
    byte[] good =
        "Name,Deleted\r\n\"c/a,\"\"b\",\nc/\u00e9,true\n\"c/x\ny\",false\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte[] with = {'"', ',', '\n', '\r', (byte) 0xc3, 0, 'x'};
        bytes[random.nextInt(bytes.length)] = with[random.nextInt(with.length)];
      }
      assertThat(records(new OneByteAtATime(bytes)))
          .isEqualTo(records(new ByteArrayInputStream(bytes)));
    }
  }

  private static String written(String text, Random random) {
    boolean needed =
        text.indexOf(',') >= 0
            || text.indexOf('\n') >= 0
            || text.startsWith("\"")
            || text.isEmpty();
    return needed || random.nextBoolean() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }

  private static List<String> records(String text) throws IOException {
    return records(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> records(InputStream in) throws IOException {
    CsvRecords records = new CsvRecords(in);
    List<String> found = new ArrayList<>();
    while (records.next()) {
      String end = records.lineEnded() ? "" : " no end";
      if (records.problem() != null) {
        found.add(records.offset() + "!" + records.problem() + end);
        continue;
      }
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < records.fieldCount(); i++) {
        fields.add(records.field(i));
      }
      found.add(records.offset() + ":" + String.join("|", fields) + end);
    }
    return found;
  }

  private static final class OneByteAtATime extends ByteArrayInputStream {
    OneByteAtATime(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      return super.read(into, from, Math.min(1, length));
    }
  }

  /** So many letters, a line feed, and a short record. */
  private static final class LongLine extends InputStream {
    private final long length;
    private long at;

    LongLine(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      long here = at++;
      return here < length ? 'a' : here == length ? '\n' : here == length + 1 ? 'b' : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) {
      int read = 0;
      while (read < count) {
        int next = read();
        if (next < 0) {
          return read == 0 ? -1 : read;
        }
        into[from + read++] = (byte) next;
      }
      return read;
    }
  }
}

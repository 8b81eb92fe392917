package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick reader is judged by the slow and obvious one: {@link StorageLogReader}. */
class LineReaderTest {
  private static final int LINES = 1_000_000;
  private static final int LINES_A_FILE = 400;

  /** Wants about one line in three, by everything that decides. */
  private static final Wanted SOME =
      request ->
          (request.ticks() / 10_000_000
                      + request.operation().name().length()
                      + (request.container() == null ? 1 : request.container().length())
                      + (request.isAnonymous() ? 1 : 0)
                      + (request.succeeded() ? 1 : 0)
                      + (request.needsNoPermission() ? 1 : 0)
                      + request.account().length())
                  % 3
              == 0;

  @Test
  void givesOfAMillionLinesWhatTheFullReaderGives() throws IOException {
    int lines = 0;
    long wanted = 0;
    long[] quick = new long[2];
    Wanted counted =
        request -> {
          quick[request instanceof QuickLook ? 1 : 0]++;
          return SOME.wants(request);
        };
    for (int seed = 0; lines < LINES; seed++) {
      Random random = new Random(seed);
      byte[] file = new MadeUpLines(random).file(LINES_A_FILE);
      LogLines.Result full = full(file);
      LogLines.Result sliced = sliced(file, cuts(random, file.length), random, counted);
      same(seed, LogLines.canonical(full), LogLines.canonical(sliced));
      lines += LINES_A_FILE;
      wanted += sliced.records.size();
    }
    assertThat(wanted).as("lines that were wanted").isBetween(LINES / 20L, LINES * 1L);
    assertThat(quick[1]).as("lines that were looked at quickly").isGreaterThan(LINES / 2L);
  }

  @Test
  void goesOnWhereAFileEndedBeforeItGrew() throws IOException {
    int unfinished = 0;
    int resumed = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] file = new MadeUpLines(random).file(40);
      byte[] before = Arrays.copyOf(file, end(random, file));
      LogLines.Result read = sliced(before, cuts(random, before.length), random, SOME);
      Long end = read.resumeAt();
      if (end == null || end == 0 || !(startsLine(file, end) || endsLine(file, end))) {
        continue;
      }
      resumed++;
      unfinished += read.forgetUnfinished() ? 1 : 0;
      slice(
          new LineReader(SOME, read),
          EvidenceSlice.tail(LogLines.file("x/PT1H.json"), end),
          file,
          random);
      same(seed, LogLines.canonical(full(file)), LogLines.canonical(read));
    }
    assertThat(unfinished).as("files whose last line was being written").isGreaterThan(100);
    assertThat(resumed).isGreaterThan(unfinished + 100);
  }

  /** Anywhere in a file; one time in four behind a line. */
  private static int end(Random random, byte[] file) {
    int end = random.nextInt(file.length);
    boolean behindLine = random.nextInt(4) == 0;
    while (behindLine && end > 0 && file[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static boolean startsLine(byte[] file, long at) {
    return file[(int) at - 1] == '\n';
  }

  private static boolean endsLine(byte[] file, long at) {
    return file[(int) at] == '\n' || file[(int) at] == '\r';
  }

  /** Shows the first line that differs, of what may be hundreds. */
  private static void same(int seed, String expected, String actual) {
    String[] one = expected.split("\n");
    String[] other = actual.split("\n");
    int at = Arrays.mismatch(one, other);
    if (at >= 0) {
      assertThat(at < other.length ? other[at] : "nothing")
          .as("seed %d", seed)
          .isEqualTo(at < one.length ? one[at] : "nothing");
    }
  }

  private static LogLines.Result full(byte[] file) {
    return LogLines.read(new ByteArrayInputStream(file), SOME);
  }

  /** Few or many cuts, wherever they fall. */
  private static long[] cuts(Random random, int length) {
    int count = random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(3);
    return random.longs(count, 1, Math.max(2, length)).sorted().distinct().toArray();
  }

  /** Reads a file slice by slice, each from a stream that gives as few bytes as it likes. */
  static LogLines.Result sliced(byte[] file, long[] cuts, Random random, Wanted wanted) {
    LogLines.Result result = new LogLines.Result();
    LineReader reader = new LineReader(wanted, result);
    EvidenceFile named = LogLines.file("x/PT1H.json");
    List<EvidenceSlice> slices = new ArrayList<>();
    long from = 0;
    for (long cut : cuts) {
      slices.add(new EvidenceSlice(named, from, cut));
      from = cut;
    }
    slices.add(new EvidenceSlice(named, from, Long.MAX_VALUE));
    for (EvidenceSlice slice : slices) {
      slice(reader, slice, file, random);
    }
    return result;
  }

  private static void slice(LineReader reader, EvidenceSlice slice, byte[] file, Random random) {
    int look = slice.byLines() ? 0 : LineReader.HEAD;
    byte[] head = Arrays.copyOf(file, Math.min(file.length, look));
    int at = slice.isFirst() ? head.length : Math.max(0, (int) slice.from() - LineReader.LEAD);
    reader.begin(slice, head, new Dribble(file, at, random), /* packed= */ false);
    while (reader.advance()) {
      // Rows go to the result.
    }
  }

  private static final class Dribble extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private int at;

    Dribble(byte[] bytes, int at, Random random) {
      this.bytes = bytes;
      this.at = at;
      this.random = random;
    }

    @Override
    public int read() {
      return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == bytes.length) {
        return -1;
      }
      int most = random.nextBoolean() ? length : 1 + random.nextInt(2_000);
      int count = Math.min(Math.min(most, length), bytes.length - at);
      System.arraycopy(bytes, at, into, offset, count);
      at += count;
      return count;
    }
  }

  /** Files of lines in many shapes, some of them broken. */
  static final class MadeUpLines {
    private static final String[] OPERATIONS = {
      "GetBlob",
      "ListBlobs",
      "PutBlob",
      "getblob",
      "BlobPreflightRequest",
      "GetWebContent",
      "CopyBlobSource",
      "SetContainerACL",
      "ListContainers",
      "ReadFile",
      "Unheard",
      "",
      " ",
      "DeleteContainer",
      "GetBlobServiceProperties",
      "FindBlobsByTags",
      "ListFilesystemDir"
    };
    private static final String[] KEYS = {
      "/acme/open/a",
      "/acme/open/dir/b c",
      "/acme/open",
      "/acme",
      "/acme/",
      "",
      "/acme/$web/x",
      "acme/open/a",
      "/Acme/sig=abc/x",
      "https://other.blob.core.windows.net/there/x?sig=1",
      "/acme//x",
      "\\/acme\\/open\\/a",
      "\\u002facme/open/a",
      "/acme/o\\u0070en/a",
      "/acme/ö/ü",
      " /acme/open",
      "/acme/open/{\\\"}]",
      "/acme/open/a\\\\",
      "/acme/root.txt"
    };
    private static final String[] IDENTITIES = {
      "{\"type\":\"Anonymous\"}",
      "{\"type\":\"SAS\",\"tokenHash\":\"key1(AB),SasSignature(CD)\"}",
      "{ \"type\" : \"anonymous\" }",
      "{\"type\":null}",
      "null",
      "\"Anonymous\"",
      "{}",
      "[]",
      "{\"type\":\"OAuth\",\"tokenHash\":\"AB\",\"requester\":{\"appId\":\"a\",\"objectId\":\"o\",\"upn\":\"u\"},"
          + "\"authorization\":[{\"action\":\"read\",\"roleAssignmentId\":\"r1\",\"result\":\"Denied\"},"
          + "{\"roleAssignmentId\":\"r2\",\"result\":\"Granted\"}]}",
      "{\"type\":\"OAuth\",\"requester\":{\"upn\":\"u\",\"userName\":null},\"authorization\":{\"roleAssignmentId\":\" \"}}",
      "{\"authorization\":[[{\"roleAssignmentId\":\"no\"}],{\"roleAssignmentId\":\"yes\"},{}],\"type\":\"anonymous \"}",
      "\"{\\\"type\\\":\\\"Anonymous\\\"}\"",
      "{\"type\":{\"a\":\"Anonymous\"}}",
      "{\"type\":\"Anonymous\",\"type\":\"SAS\"}",
      "{\"type\":true}"
    };
    private static final String[] STATUSES = {
      "200",
      "\"200\"",
      "206",
      "304",
      "404",
      "null",
      "\"\"",
      "2e2",
      "200.0",
      "-1",
      "true",
      "0200",
      "99999999999999999999",
      "[200]",
      "\" 200\""
    };
    private static final String[] TIMES = {
      "2024-02-10T03:04:05.1234567Z",
      "2024-02-10T03:59:59Z",
      "2024-02-10T04:00:00.1Z",
      "2024-02-10T03:04:05.12345678Z",
      "2024-02-30T03:04:05Z",
      "2024-02-10 03:04:05",
      "",
      "2024-02-10T03:04:05.Z",
      "2024-02-10T03:04:65Z",
      "2/10/2024 3:04:05 AM",
      "0001-01-01T00:00:00Z",
      "2024-02-10T03:04:05+01:00"
    };
    private static final String[] URIS = {
      "https://acme.blob.core.windows.net:443/open/a",
      "https://acme.z6.web.core.windows.net/x",
      "https://ACME.DFS.core.windows.net/open?prefix=x",
      "http://acme.web.core.windows.net/",
      "https:\\/\\/acme.blob.core.windows.net/x?sig=abc%2F&skoid=1",
      "",
      "none",
      "https://acme.blob.core.windows.net/x?sk=system-1",
      "https://",
      "https://a?b.web.c"
    };
    private static final String[] MORE = {
      "",
      ",\"etag\":\"\\\"0x8D\\\"\",\"serviceType\":\"blob\"",
      ",\"serviceType\":\"files\"",
      ",\"responseBodySize\":4711,\"operationCount\":0",
      ",\"responseBodySize\":\"12\"",
      ",\"x\":{\"y\":[1,2,{\"z\":\"}\"}],\"w\":\"{\"}",
      ",\"downloadRange\":\"bytes=0-99\"",
      ",\"userAgentHeader\":\"Mozilla/5.0 (ü)\"",
      ",\"accountName\":null",
      ",\"accountName\":\"other\"",
      ",\"conditionsUsed\":\"a=b;c=\\\"d\\\"\"",
      ",\"objectKey\":\"/acme/second/x\"",
      ",\"n\":1.5e3",
      ",\"referrerHeader\":\"https:\\/\\/x\"",
      ",\"b\":true,\"c\":false,\"d\":-0.25,\"e\":null"
    };
    private final Random random;

    MadeUpLines(Random random) {
      this.random = random;
    }

    byte[] file(int lines) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      if (random.nextInt(8) == 0) {
        file.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
      }
      boolean calm = random.nextInt(3) > 0;
      for (int i = 0; i < lines; i++) {
        byte[] line = line(calm).getBytes(StandardCharsets.UTF_8);
        file.writeBytes(random.nextInt(calm ? 60 : 6) == 0 ? mutated(line) : line);
        file.writeBytes(lineEnd(i == lines - 1).getBytes(StandardCharsets.UTF_8));
      }
      return file.toByteArray();
    }

    private String lineEnd(boolean last) {
      return switch (random.nextInt(40)) {
        case 0 -> "\r\n";
        case 1 -> "\n\n";
        case 2 -> last ? "" : " \n";
        case 3 -> last ? "" : "\n \t\r\n";
        default -> "\n";
      };
    }

    private String line(boolean calm) {
      String line =
          LogLines.line(
                  pick(OPERATIONS, calm),
                  pick(STATUSES, calm),
                  pick(IDENTITIES, calm),
                  pick(KEYS, calm),
                  "",
                  random.nextInt(3) == 0 ? pick(MORE, calm) : "")
              .replace("2024-02-10T03:04:05.1234567Z", time(calm))
              .replace("https://acme.blob.core.windows.net:443", pick(URIS, calm));
      return switch (random.nextInt(calm ? 400 : 40)) {
        case 0 -> line.replace(",\"", ", \"").replace("\":", "\" : ");
        case 1 -> "{\"records\":[" + line + "," + line + "]}";
        case 2 -> line + line;
        case 3 -> line.replace("\"category\":\"StorageRead\",", "\"category\":\"storagewrite\",");
        case 4 -> line.replace("\"category\":\"StorageRead\",", "");
        case 5 -> line.replaceFirst("\\{", "{\"properties\":{\"accountName\":\"first\"},");
        case 6 -> line.replace("\"accountName\":\"acme\",", "");
        case 7 -> line.replace("/blobServices/", "/queueServices/");
        case 8 -> line.replace("\"resourceId\"", "\"resource\\u0049d\"");
        case 9 -> "[" + line + "]";
        case 10 -> "\"" + line.replace("\"", "\\\"") + "\"";
        default -> line;
      };
    }

    private String time(boolean calm) {
      return random.nextInt(4) == 0
          ? pick(TIMES, calm)
          : String.format(
              java.util.Locale.ROOT,
              "2024-02-1%dT0%d:%02d:%02d.%07dZ",
              random.nextInt(2),
              random.nextInt(10),
              random.nextInt(60),
              random.nextInt(60),
              random.nextInt(10_000_000));
    }

    private String pick(String[] all, boolean calm) {
      return all[calm && random.nextInt(30) > 0 ? random.nextInt(2) : random.nextInt(all.length)];
    }

    private byte[] mutated(byte[] line) {
      byte[] bytes = line.clone();
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes && bytes.length > 0; i++) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = (byte) "\"\\{}[],:\n\r \t0/".charAt(random.nextInt(14));
          case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
          case 3 -> bytes = joined(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)));
          case 4 -> bytes = joined(bytes, Math.min(bytes.length, at + 9), at);
          default -> bytes[at] = bytes[random.nextInt(bytes.length)];
        }
      }
      return bytes;
    }

    /** What stands before {@code to}, then what stands from {@code from} on. */
    private static byte[] joined(byte[] bytes, int to, int from) {
      byte[] joined = Arrays.copyOf(bytes, to + bytes.length - from);
      System.arraycopy(bytes, from, joined, to, bytes.length - from);
      return joined;
    }
  }
}

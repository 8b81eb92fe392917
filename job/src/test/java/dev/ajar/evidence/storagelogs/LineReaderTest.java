package dev.ajar.evidence.storagelogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.lines.Dribble;
import dev.ajar.evidence.lines.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
          StorageLogReader.ofSlices(SOME, read),
          EvidenceSlice.tail(LogLines.file("x/PT1H.json"), end),
          file,
          random);
      same(seed, LogLines.canonical(full(file)), LogLines.canonical(read));
    }
    assertThat(unfinished).as("files whose last line was being written").isGreaterThan(100);
    assertThat(resumed).isGreaterThan(unfinished + 100);
  }

  @Test
  void keepsWhatCameBeforeTheStreamBroke() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] file = new MadeUpLines(random).file(LINES_A_FILE);
      byte[] before = Arrays.copyOf(file, end(random, file));
      LogLines.Result read = new LogLines.Result();
      slice(
          StorageLogReader.ofSlices(SOME, read),
          EvidenceSlice.whole(LogLines.file("x/PT1H.json")),
          before,
          random,
          /* breaks= */ true);
      LogLines.Result full =
          LogLines.read(new Dribble(before, 0, random, /* breaks= */ true), SOME);
      same(seed, LogLines.canonical(full), LogLines.canonical(read));
    }
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
    LineReader reader = StorageLogReader.ofSlices(wanted, result);
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
    slice(reader, slice, file, random, /* breaks= */ false);
  }

  private static void slice(
      LineReader reader, EvidenceSlice slice, byte[] file, Random random, boolean breaks) {
    int look = slice.byLines() ? 0 : LineReader.HEAD;
    byte[] head = Arrays.copyOf(file, Math.min(file.length, look));
    int at = slice.isFirst() ? head.length : Math.max(0, (int) slice.from() - LineReader.LEAD);
    reader.begin(slice, head, new Dribble(file, at, random, breaks), /* packed= */ false);
    while (reader.advance()) {
      // Rows go to the result.
    }
  }
}

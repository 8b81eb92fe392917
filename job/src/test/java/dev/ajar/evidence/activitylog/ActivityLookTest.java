package dev.ajar.evidence.activitylog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.ReadText;
import dev.ajar.evidence.lines.Dribble;
import dev.ajar.evidence.lines.LineIntake;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.evidence.lines.LineSlots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that are looked at are judged by the slow and obvious way: record by record, in full. */
class ActivityLookTest {
  private static final int LINES = 300_000;
  private static final EvidenceFile FILE =
      ReadText.file("evidence/resourceId=/SUBSCRIPTIONS/SUB1/y=2024/m=02/d=10/h=05/m=00/PT1H.json");

  private final Queue<Row> ready = new ArrayDeque<>();
  private final Counted counted = new Counted(new ActivityIntake(ready));
  private final LineReader lines =
      new LineReader(
          ActivityLogReader.WRAPPER_KEYS,
          ActivityField.OF_LINE,
          new LineSlots(ActivityField.COUNT),
          counted);

  @Test
  void givesWhatReadingRecordByRecordGives() {
    int read = 0;
    for (int seed = 0; read < LINES; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(40) == 0 ? 2_000 : 200;
      byte[] file = new MadeUpActivities(random).file(count);
      boolean breaks = random.nextInt(5) == 0;
      same(seed, judge(stream(file, breaks, random)), quick(stream(file, breaks, random)));
      read += count;
    }
    assertThat(counted.passed).as("lines passed without a parser").isGreaterThan(LINES * 2L / 5);
    assertThat(counted.taken).as("lines left to the parser").isGreaterThan(LINES / 20L);
  }

  /** Of a line whose shape is known: read again behind itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`time`:T, `resourceId`:R, `operationName`:O}                                   | passed",
        "{`operationName`:O,`x`:[true,{`time`:1}],`resourceId`:R,`time`:T,`id`:`/y`}     | passed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `subscriptionId`:`Sub2`}          | passed",
        "{`eventTimestamp`:T, `resourceId`:R, `operationName`:O, `time`:5}               | passed",
        "{`eventTimestamp`:null, `resourceId`:R, `operationName`:O, `time`:T}            | passed",
        "{`time`:T, `resourceId`:R, `operationName`:`Microsoft.Storage/storageAccounts/read`} | passed",
        "{`time`:T, `resourceId`:R, `operationName`:`Microsoft.Storage/storageAccounts/write`} | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:`Microsoft.Insights/diagnosticSettings/write`} | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:`Microsoft.Authorization/roleAssignments/write`} | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:{`value`:O}}                         | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:`Microsoft\\u002eCompute/x`}         | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:` `}                                 | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:`Delete Storage Account`}            | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:7}                                   | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `operation_name`:O}               | parsed",
        "{`time`:`never`, `resourceId`:R, `operationName`:O}                             | parsed",
        "{`time`:20240210, `resourceId`:R, `operationName`:O}                            | parsed",
        "{`Time`:T, `resourceId`:R, `operationName`:O}                                   | parsed",
        "{`time`:T, `event_timestamp`:T, `resourceId`:R, `operationName`:O}              | parsed",
        "{`time`:T, `eventTimestamp`:``, `resourceId`:R, `operationName`:O}              | parsed",
        "{`time`:T, `operationName`:O, `identity`:{`authorization`:{`scope`:R}}}         | parsed",
        "{`time`:T, `operationName`:O, `resourceId`:null, `resourceUri`:R}               | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `subscriptionId`:1.50}            | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `SubscriptionId`:`Sub2`}          | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `value`:{}}                       | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `TimeGenerated`:T}                | parsed",
        "{`eventTimestamp`:T, `resourceId`:R, `operationName`:O, `TimeGenerated`:T}      | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `OperationNameValue`:O}           | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `_ResourceId`:R}                  | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `category`:`Policy`}              | passed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `category`:null}                  | passed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `category`:`AuditEvent`}          | parsed",
        "{`time`:T, `resourceId`:R, `operationName`:O, `category`:{`value`:`Policy`}}    | parsed",
        "{`eventTimestamp`:T, `resourceId`:R, `operationName`:O, `category`:{`value`:1}} | parsed",
      })
  void plainLinesThatNothingWantsArePassed(String line, String expected) {
    String json =
        line.replace('`', '"')
            .replace(":T", ":\"2024-02-10T03:04:05Z\"")
            .replace(":R", ":\"/SUBSCRIPTIONS/SUB1/X\"")
            .replace(":O", ":\"MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE\"");
    byte[] twice = (json + "\r\n" + json).getBytes(StandardCharsets.UTF_8);

    quick(new ByteArrayInputStream(twice));

    assertThat(counted.passed == 1 ? "passed" : "parsed").isEqualTo(expected);
  }

  private List<Row> quick(InputStream bytes) {
    List<Row> rows = new ArrayList<>();
    lines.begin(FILE, bytes, /* packed= */ true);
    new ActivityRows(lines::advance, ready).forEachRemaining(rows::add);
    return rows;
  }

  private static List<Row> judge(InputStream bytes) {
    Deque<Row> rows = new ArrayDeque<>();
    ActivityIntake intake = new ActivityIntake(rows);
    intake.begin(FILE);
    JsonRecords records = new JsonRecords(bytes, ActivityLogReader.WRAPPER_KEYS);
    try {
      while (records.next()) {
        intake.take(records, 0);
      }
    } catch (IOException e) {
      intake.failed(e);
    }
    intake.end();
    return List.copyOf(rows);
  }

  /** Shows the first row that differs, of what may be hundreds. */
  private static void same(int seed, List<Row> expected, List<Row> actual) {
    int at = Arrays.mismatch(expected.toArray(), actual.toArray());
    if (at >= 0) {
      assertThat(at < actual.size() ? actual.get(at).toString() : "nothing")
          .as("seed %d, row %d", seed, at)
          .isEqualTo(at < expected.size() ? expected.get(at).toString() : "nothing");
    }
  }

  /** The file's bytes, or as many as come before the stream breaks. */
  private static InputStream stream(byte[] file, boolean breaks, Random random) {
    int length = breaks ? new Random(file.length).nextInt(file.length + 1) : file.length;
    return new Dribble(Arrays.copyOf(file, length), 0, random, breaks);
  }

  /** Counts what is walked, by whether a look is enough. */
  private static final class Counted implements LineIntake {
    private final ActivityIntake intake;
    private final ActivityLook look = new ActivityLook();
    private long passed;
    private long taken;

    Counted(ActivityIntake intake) {
      this.intake = intake;
    }

    @Override
    public void begin(EvidenceFile file) {
      intake.begin(file);
    }

    @Override
    public void take(long offset, LineSlots line, int start, int length) {
      if (look.passes(line)) {
        passed++;
      } else {
        taken++;
      }
      intake.take(offset, line, start, length);
    }

    @Override
    public void take(JsonRecords records, long before) {
      taken++;
      intake.take(records, before);
    }

    @Override
    public void failed(IOException e) {
      intake.failed(e);
    }

    @Override
    public void readTo(long end, long resume, byte[] tail) {
      intake.readTo(end, resume, tail);
    }

    @Override
    public void end() {
      intake.end();
    }
  }
}

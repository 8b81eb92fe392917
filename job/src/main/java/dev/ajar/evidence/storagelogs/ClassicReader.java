package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.FileTally;
import dev.ajar.evidence.Utf8;
import dev.ajar.evidence.lines.LineReader;
import dev.ajar.evidence.lines.TailStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Reads files of classic logs, each as a whole, line by line (inputs.md §3). A blank line is no
 * record; a last line without a line end that cannot be read is still being written.
 */
final class ClassicReader implements SliceReader {
  static final String TOO_LONG = "a line of more than 256 KB";

  private static final int MOST = 1 << 18;
  private static final int LINES = 1_000;

  private final RecordIntake intake;
  private final byte[] buffer = new byte[2 * MOST];
  private TailStream in;
  private boolean packed;
  private boolean ended;
  private long base;
  private int at;
  private int limit;

  /** Whether the rest of the line at hand belongs to a record that was too long. */
  private boolean inLongLine;

  ClassicReader(RecordIntake intake) {
    this.intake = intake;
  }

  @Override
  public void begin(EvidenceSlice slice, byte[] head, InputStream rest, boolean ofPacked) {
    in =
        new TailStream(
            new SequenceInputStream(new ByteArrayInputStream(head), rest), LineReader.LEAD);
    packed = ofPacked;
    ended = false;
    base = 0;
    at = 0;
    limit = 0;
    inLongLine = false;
    intake.begin(slice.file());
  }

  @Override
  public boolean advance() {
    try {
      for (int i = 0; i < LINES; i++) {
        if (!line()) {
          if (!packed) {
            intake.readTo(in.passed(), 0, in.tail());
          }
          intake.end();
          return false;
        }
      }
      return true;
    } catch (IOException failed) {
      intake.failed(failed);
      intake.end();
      return false;
    }
  }

  /** Takes a line; false at the end. */
  private boolean line() throws IOException {
    int seen = at;
    int end = -1;
    while (end < 0) {
      while (seen < limit && buffer[seen] != '\n') {
        seen++;
      }
      if (seen < limit) {
        end = seen;
      } else if (ended || limit - at > MOST) {
        break;
      } else {
        seen -= at;
        fill();
        seen += at;
      }
    }
    if (end < 0 && at == limit) {
      return false;
    }
    boolean skipped = inLongLine;
    boolean tooLong = end < 0 && !ended;
    inLongLine = tooLong;
    int to = end < 0 ? limit : end;
    if (!skipped) {
      take(to, end >= 0, tooLong || to - at > MOST);
    }
    at = end < 0 ? limit : end + 1;
    return true;
  }

  private void take(int to, boolean whole, boolean tooLong) {
    int from = at;
    boolean marked = base + at == 0 && to - at >= 3 && (buffer[at] & 0xff) == 0xef;
    if (marked && (buffer[at + 1] & 0xff) == 0xbb && (buffer[at + 2] & 0xff) == 0xbf) {
      from += 3;
    }
    int end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
    if (isBlank(from, end)) {
      return;
    }
    long offset = base + from;
    if (tooLong) {
      intake.quarantine(offset, TOO_LONG, buffer, from, end - from);
    } else if (!Utf8.isValid(buffer, from, end - from)) {
      String reason = whole ? "invalid UTF-8" : FileTally.REASON_UNFINISHED;
      intake.quarantine(offset, reason, buffer, from, end - from);
    } else {
      intake.line(offset, buffer, from, end - from, whole);
    }
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    base += at;
    limit -= at;
    at = 0;
    int read = in.read(buffer, limit, buffer.length - limit);
    ended = read < 0;
    limit += Math.max(0, read);
  }
}

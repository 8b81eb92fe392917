package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EightBytes;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Reads slices of storage logs, the hot path of an audit: lines are found, decided about and mostly
 * rejected in the bytes as they were read, and no object is made for them.
 *
 * <p>What it gives is what {@link StorageLogReader} gives of the same bytes: a line of a known
 * shape is looked at quickly ({@link LineShapes}, {@link QuickLook}), every other one is read in
 * full. A file whose lines do not stand alone is read as a whole by the slice that begins with it.
 * One reader serves many slices, one after another, and remembers shapes. Not thread-safe.
 */
public final class LineReader {
  private static final int BUFFER = 1 << 19;

  /** Of a file's beginning, how much decides whether its lines stand alone. */
  public static final int HEAD = 1 << 16;

  /** Bytes before a slice that are read with it: they show whether a file merely grew. */
  public static final int LEAD = 1 << 12;

  private static final long NOWHERE = -1;

  private final Wanted wanted;
  private final LogSink sink;
  private final LineShapes shapes = new LineShapes();
  private final StorageLogParser parser = new StorageLogParser();
  private final LogSlots slots = new LogSlots();
  private final QuickLook look = new QuickLook();
  private final byte[] buffer = new byte[BUFFER + LineShapes.PADDING];
  private EvidenceSlice slice;
  private RecordIntake intake;
  private InputStream in;

  /** Position in the file of the buffer's first byte. */
  private long base;

  private int at;
  private int limit;
  private boolean ended;

  /** Whether the line that the slice begins in is another slice's. */
  private boolean skipping;

  /** Whether positions are those of the file as stored: then reading can go on if it grows. */
  private boolean growable;

  /** Where a last line begins that is still being written; {@link #NOWHERE} if there is none. */
  private long unfinishedFrom;

  /** Whether whole records stand before an unfinished one on its line. */
  private boolean mixed;

  /** The records of a file that is not read by lines; null where it is. */
  private JsonRecords whole;

  /** Their bytes. */
  private TailStream wholeBytes;

  /** A reader that keeps what {@code wanted} wants. */
  public LineReader(Wanted wanted, LogSink sink) {
    this.wanted = wanted;
    this.sink = sink;
  }

  /**
   * Begins a slice.
   *
   * @param head the first {@link #HEAD} bytes of the file, unpacked, or all it has
   * @param rest of the first slice what follows the head; of another one its bytes and the {@link
   *     #LEAD} before them, or as many as there are; not closed
   * @param packed whether the bytes are unpacked of others
   */
  public void begin(EvidenceSlice next, byte[] head, InputStream rest, boolean packed) {
    slice = next;
    in = rest;
    growable = !packed;
    unfinishedFrom = NOWHERE;
    mixed = false;
    intake = new RecordIntake(slice.file(), wanted, sink, parser);
    look.begin(intake.path());
    whole = null;
    ended = false;
    skipping = !slice.isFirst();
    place(head);
    if (!slice.byLines() && !linesStandAlone(head)) {
      ended = !slice.isFirst();
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), rest);
      wholeBytes = new TailStream(all, LEAD);
      whole = new JsonRecords(wholeBytes, StorageLogReader.WRAPPER_KEYS);
    } else if (!slice.isFirst()) {
      base = Math.max(0, slice.from() - LEAD);
      limit = 0;
    }
  }

  private void place(byte[] head) {
    System.arraycopy(head, 0, buffer, 0, head.length);
    base = 0;
    at = 0;
    limit = head.length;
    Arrays.fill(buffer, limit, limit + LineShapes.PADDING, (byte) '\n');
  }

  /** Whether the first value of a file is whole on its line: then every line stands alone. */
  private boolean linesStandAlone(byte[] head) {
    int end = shapes.walk(buffer, 0, slots);
    if (end != LineShapes.UNKNOWN && end < limit) {
      return true;
    }
    JsonRecords records =
        new JsonRecords(new ByteArrayInputStream(head), StorageLogReader.WRAPPER_KEYS);
    try {
      return records.next() && records.problem() == null && records.linesStandAlone();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
  }

  /**
   * Reads on, for as long as a buffer lasts.
   *
   * @return false when the slice is read to its end: its tally was the last row
   */
  public boolean advance() {
    try {
      if (whole == null ? lines() : values()) {
        return true;
      }
      if (growable && (whole != null ? slice.isFirst() : ended && slice.isLast())) {
        noteEnd();
      }
    } catch (IOException e) {
      intake.failed(e);
    }
    intake.end();
    return false;
  }

  /** Notes where the file ended, and where reading can go on if it grows. */
  private void noteEnd() {
    if (whole != null) {
      intake.readTo(wholeBytes.passed(), 0, wholeBytes.tail());
      return;
    }
    long end = base + limit;
    byte[] tail = Arrays.copyOfRange(buffer, Math.max(0, limit - LEAD), limit);
    // Where no line begins in the last slice, the slice before it knows whether the last is whole.
    if (!skipping && tail.length == Math.min(end, LEAD)) {
      long unfinished = mixed ? 0 : unfinishedFrom;
      intake.readTo(end, unfinishedFrom == NOWHERE ? end : unfinished, tail);
    }
  }

  private boolean values() throws IOException {
    if (ended || !whole.next()) {
      return false;
    }
    intake.take(whole, 0);
    return true;
  }

  private boolean lines() throws IOException {
    if (skipping && !skipToLine()) {
      return false;
    }
    while (at < limit || fill()) {
      if (base + at >= slice.to()) {
        return false;
      }
      int end = shapes.walk(buffer, at, slots);
      int behind = end == LineShapes.UNKNOWN ? end : behindLineEnd(end);
      if (behind != LineShapes.UNKNOWN && isText(at, end)) {
        take(at, end);
        at = behind;
      } else if (behind != LineShapes.UNKNOWN || isWholeLine() || !fill()) {
        takeInFull();
      }
      if (at == limit) {
        return true;
      }
    }
    return false;
  }

  /** A slice begins with the first line that begins in its range. */
  private boolean skipToLine() throws IOException {
    while (at < limit || fill()) {
      // The line end just before the range counts: then the range begins with a line.
      int from = Math.max(at, (int) Math.min(limit, slice.from() - 1 - base));
      int end = EightBytes.lineEnd(buffer, from, limit);
      at = end < 0 ? limit : end + 1;
      if (end >= 0) {
        skipping = false;
        return true;
      }
    }
    return false;
  }

  /**
   * Where the next line begins, if nothing but a line end stands behind the object that ends at
   * {@code end}; else, or if that cannot be told yet, {@link LineShapes#UNKNOWN}.
   */
  private int behindLineEnd(int end) {
    if (end >= limit) {
      return ended ? limit : LineShapes.UNKNOWN;
    }
    if (buffer[end] == '\n') {
      return end + 1;
    }
    boolean pair = end + 1 < limit && buffer[end + 1] == '\n';
    return pair ? end + 2 : LineShapes.UNKNOWN;
  }

  private boolean isWholeLine() {
    return ended || EightBytes.lineEnd(buffer, at, limit) >= 0;
  }

  private boolean isText(int begin, int end) {
    return !shapes.isBeyondAscii() || Utf8.isValid(buffer, begin, end - begin);
  }

  /** Takes a line of a known shape. */
  private void take(int begin, int end) {
    if (look.sees(slots) && !intake.wants(look)) {
      intake.pass(look);
    } else {
      intake.take(base + begin, slots, begin, end - begin);
    }
  }

  /** Takes what stands on the line at hand, whatever it is, and learns its shape. */
  private void takeInFull() throws IOException {
    long before = base + at;
    JsonRecords records = JsonRecords.ofLines(new Line(), StorageLogReader.WRAPPER_KEYS);
    int whole = 0;
    while (records.next()) {
      intake.take(records, before);
      if (JsonRecords.UNFINISHED.equals(records.problem())) {
        unfinishedFrom = before;
        mixed = whole > 0;
      }
      whole++;
      if (records.offset() == 0 && records.problem() == null) {
        shapes.learn(records.buffer(), records.start(), records.length());
      }
    }
  }

  /** Reads more behind what is not yet taken; false if there is nothing or no room. */
  private boolean fill() throws IOException {
    int passed = at - LEAD;
    if (passed > 0) {
      System.arraycopy(buffer, passed, buffer, 0, limit - passed);
      base += passed;
      limit -= passed;
      at = LEAD;
    }
    if (ended || limit == BUFFER) {
      return false;
    }
    int read = in.read(buffer, limit, BUFFER - limit);
    ended = read < 0;
    limit += Math.max(read, 0);
    Arrays.fill(buffer, limit, limit + LineShapes.PADDING, (byte) '\n');
    return !ended;
  }

  /** The line at hand as a stream, its line end included, however long it is. */
  private final class Line extends InputStream {
    private boolean passed;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (passed || (at == limit && !fill())) {
        return -1;
      }
      int end = EightBytes.lineEnd(buffer, at, limit);
      int count = Math.min(length, (end < 0 ? limit : end + 1) - at);
      System.arraycopy(buffer, at, into, offset, count);
      at += count;
      passed = at == end + 1;
      return count;
    }
  }
}

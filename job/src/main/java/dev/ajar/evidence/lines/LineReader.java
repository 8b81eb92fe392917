package dev.ajar.evidence.lines;

import dev.ajar.evidence.EightBytes;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads slices of JSON logs, the hot path of an audit: lines are found, walked and mostly passed in
 * the bytes as they were read, and no object is made for them.
 *
 * <p>What its intake is given is what {@link JsonRecords} gives of the same bytes: a line of a
 * known shape with the places of its fields ({@link LineShapes}), every other one as a record. A
 * file whose lines do not stand alone is read as a whole by the slice that begins with it. One
 * reader serves many slices, one after another, and remembers shapes. Not thread-safe.
 */
public final class LineReader {
  /** Of a file's beginning, how much decides whether its lines stand alone. */
  public static final int HEAD = 1 << 16;

  /** Bytes before a slice that are read with it: they show whether a file merely grew. */
  public static final int LEAD = LineBuffer.LEAD;

  private static final long NOWHERE = -1;

  private final Set<String> wrapperKeys;
  private final LineSlots slots;
  private final LineIntake intake;
  private final LineShapes shapes;
  private final LineBuffer buffer = new LineBuffer();
  private EvidenceSlice slice;

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

  /**
   * @param wrapperKeys keys of a document whose array holds records
   * @param fields what matters of a line
   * @param slots for those fields
   * @param intake takes what is found
   */
  public LineReader(
      Set<String> wrapperKeys, LineFields fields, LineSlots slots, LineIntake intake) {
    this.wrapperKeys = wrapperKeys;
    this.slots = slots;
    this.intake = intake;
    this.shapes = new LineShapes(wrapperKeys, fields);
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
    buffer.begin(head, rest);
    begin(next, packed);
  }

  /**
   * Begins a whole file.
   *
   * @param bytes all of it, unpacked; not closed
   * @param packed whether the bytes are unpacked of others
   */
  public void begin(EvidenceFile file, InputStream bytes, boolean packed) {
    buffer.begin(new byte[0], bytes);
    while (buffer.limit < HEAD && buffer.fill()) {
      // The head may come in pieces.
    }
    begin(EvidenceSlice.whole(file), packed);
  }

  private void begin(EvidenceSlice next, boolean packed) {
    slice = next;
    growable = !packed;
    skipping = !slice.isFirst();
    unfinishedFrom = NOWHERE;
    mixed = false;
    whole = null;
    intake.begin(slice.file());
    if (!slice.byLines() && !linesStandAlone()) {
      wholeBytes = new TailStream(buffer.all(), LEAD);
      whole = new JsonRecords(wholeBytes, wrapperKeys);
    } else if (!slice.isFirst()) {
      buffer.goTo(Math.max(0, slice.from() - LEAD));
    }
  }

  /** Whether the first value of a file is whole on its line: then every line stands alone. */
  private boolean linesStandAlone() {
    int end = shapes.walk(buffer.bytes, 0, slots);
    if (end != LineShapes.UNKNOWN && behindLineEnd(end) != LineShapes.UNKNOWN && isText(0, end)) {
      return true;
    }
    JsonRecords records =
        new JsonRecords(new ByteArrayInputStream(buffer.bytes, 0, buffer.limit), wrapperKeys);
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
      if (buffer.failure() != null) {
        throw buffer.failure();
      }
      if (growable && (whole != null ? slice.isFirst() : buffer.ended && slice.isLast())) {
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
    long end = buffer.base + buffer.limit;
    byte[] tail = buffer.tail();
    // Where no line begins in the last slice, the slice before it knows whether the last is whole.
    if (!skipping && tail.length == Math.min(end, LEAD)) {
      long unfinished = mixed ? 0 : unfinishedFrom;
      intake.readTo(end, unfinishedFrom == NOWHERE ? end : unfinished, tail);
    }
  }

  private boolean values() throws IOException {
    if (!slice.isFirst() || !whole.next()) {
      return false;
    }
    intake.take(whole, 0);
    return true;
  }

  private boolean lines() throws IOException {
    if (skipping && !skipToLine()) {
      return false;
    }
    while (buffer.more()) {
      if (buffer.position() >= slice.to()) {
        return false;
      }
      int at = buffer.at;
      int end = shapes.walk(buffer.bytes, at, slots);
      int behind = end == LineShapes.UNKNOWN ? end : behindLineEnd(end);
      if (behind != LineShapes.UNKNOWN && isText(at, end)) {
        intake.take(buffer.position(), slots, at, end - at);
        buffer.at = behind;
      } else if (behind != LineShapes.UNKNOWN || buffer.hasWholeLine() || !buffer.fill()) {
        takeInFull();
      }
      if (buffer.at == buffer.limit) {
        return true;
      }
    }
    return false;
  }

  /** A slice begins with the first line that begins in its range. */
  private boolean skipToLine() {
    while (buffer.more()) {
      // The line end just before the range counts: then the range begins with a line.
      long before = slice.from() - 1 - buffer.base;
      int from = Math.max(buffer.at, (int) Math.min(buffer.limit, before));
      int end = EightBytes.lineEnd(buffer.bytes, from, buffer.limit);
      buffer.at = end < 0 ? buffer.limit : end + 1;
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
    if (end >= buffer.limit) {
      return buffer.ended ? buffer.limit : LineShapes.UNKNOWN;
    }
    if (buffer.bytes[end] == '\n') {
      return end + 1;
    }
    boolean pair = end + 1 < buffer.limit && buffer.bytes[end + 1] == '\n';
    return pair ? end + 2 : LineShapes.UNKNOWN;
  }

  private boolean isText(int begin, int end) {
    return !shapes.isBeyondAscii() || Utf8.isValid(buffer.bytes, begin, end - begin);
  }

  /** Takes what stands on the line at hand, whatever it is, and learns its shape. */
  private void takeInFull() throws IOException {
    long before = buffer.position();
    JsonRecords records = JsonRecords.ofLines(buffer.line(), wrapperKeys);
    int taken = 0;
    while (records.next()) {
      intake.take(records, before);
      if (JsonRecords.UNFINISHED.equals(records.problem())) {
        unfinishedFrom = before;
        mixed = taken > 0;
      }
      taken++;
      if (records.offset() == 0 && records.problem() == null) {
        shapes.learn(records.buffer(), records.start(), records.length());
      }
    }
  }
}

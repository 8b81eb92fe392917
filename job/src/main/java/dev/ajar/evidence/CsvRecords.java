package dev.ajar.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits the bytes of a CSV file (RFC 4180) into records, holding one at a time, and knows the byte
 * where each begins.
 *
 * <p>Fields may be quoted, and then hold commas, line ends and doubled quotes; a quote inside a
 * field that does not begin with one is an ordinary character. Lines end with LF or CRLF. A UTF-8
 * byte order mark at the beginning of the file is no content, and blank lines are no records. A
 * quote that is never closed spoils its own line only: reading goes on behind that line's end.
 */
public final class CsvRecords {
  /**
   * Longer records are bad: a blob's name has 1,024 characters at most and its metadata 8 KB, a
   * text in Log Analytics 64 KB.
   */
  static final int MAX_RECORD = 256 * 1024;

  /** Problems of a record. */
  static final String OPEN_QUOTE = "a quote that is never closed";

  static final String TEXT_BEHIND_QUOTE = "text behind a closing quote";
  static final String TOO_LONG = "longer than 256 KB";
  static final String NOT_UTF8 = "invalid UTF-8";

  private static final int READ_SIZE = 64 * 1024;
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int DOUBLED = 2;
  private static final int FIELD_SIZE = 3;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private byte[] buffer = new byte[2 * READ_SIZE];
  private int limit;
  private boolean ended;
  private long bufferOffset;

  private int start;
  private int end;
  private int next;
  private boolean begun;
  private boolean lineEnded;
  private boolean inLongLine;
  private String problem;
  private final List<int[]> fields = new ArrayList<>();
  private int fieldCount;

  /**
   * @param in the unpacked bytes; not closed
   */
  public CsvRecords(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next record; false at the end of the file.
   *
   * @throws IOException if the stream fails; every record before the failure was returned
   */
  public boolean next() throws IOException {
    if (!begun) {
      begun = true;
      skipByteOrderMark();
    }
    if (inLongLine) {
      leaveLongLine();
    }
    do {
      forget();
      if (!has(start)) {
        return false;
      }
      scan();
    } while (end == start);
    return true;
  }

  /** The byte, in the file, where the record begins. */
  public long offset() {
    return bufferOffset + start;
  }

  /** Why the record cannot be read; null if it can. */
  public String problem() {
    return problem;
  }

  /** Whether a line end stands behind the record; only the last may have none. */
  public boolean lineEnded() {
    return lineEnded;
  }

  /** Holds the record from {@link #start()}; valid until the next one. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer()} the record begins. */
  public int start() {
    return start;
  }

  /** Bytes of the record, without its line end; at most {@link #MAX_RECORD} of a longer one. */
  public int length() {
    return end - start;
  }

  /** How many fields the record has. */
  public int fieldCount() {
    return fieldCount;
  }

  /** A field's text, without its quotes; fields count from 0. */
  public String field(int index) {
    int[] field = fields.get(index);
    if (field[DOUBLED] == 0) {
      return new String(buffer, field[FROM], field[TO] - field[FROM], StandardCharsets.UTF_8);
    }
    byte[] plain = new byte[field[TO] - field[FROM]];
    int length = 0;
    int at = field[FROM];
    while (at < field[TO]) {
      plain[length++] = buffer[at];
      at += buffer[at] == '"' ? 2 : 1;
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private void skipByteOrderMark() throws IOException {
    int length = BYTE_ORDER_MARK.length;
    if (has(length - 1) && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length)) {
      next = length;
    }
  }

  /** Finds the fields, and where the record ends. */
  private void scan() throws IOException {
    problem = null;
    fieldCount = 0;
    int at = start;
    while (true) {
      at = has(at) && buffer[at] == '"' ? quotedField(at + 1) : plainField(at);
      if (at < 0) {
        firstLineIsBad();
        return;
      }
      if (!has(at) || buffer[at] != ',') {
        endAt(at);
        break;
      }
      at++;
    }
    if (!isUtf8()) {
      problem = NOT_UTF8;
    }
  }

  /** Adds the field from {@code from} on; where it stops, or -1 with a problem. */
  private int plainField(int from) throws IOException {
    int at = from;
    while (has(at) && buffer[at] != ',' && buffer[at] != '\n') {
      at++;
      if (at - start > MAX_RECORD) {
        problem = TOO_LONG;
        return -1;
      }
    }
    boolean last = !has(at) || buffer[at] == '\n';
    boolean carriageReturn = last && at > from && buffer[at - 1] == '\r';
    addField(from, carriageReturn ? at - 1 : at, 0);
    return at;
  }

  /** Adds the field whose content begins at {@code from}; where it stops, or -1. */
  private int quotedField(int from) throws IOException {
    int at = from;
    int doubled = 0;
    while (true) {
      if (!has(at) || at - start > MAX_RECORD) {
        problem = OPEN_QUOTE;
        return -1;
      }
      if (buffer[at] != '"') {
        at++;
      } else if (has(at + 1) && buffer[at + 1] == '"') {
        doubled = 1;
        at += 2;
      } else {
        break;
      }
    }
    addField(from, at, doubled);
    at++;
    if (has(at) && buffer[at] == '\r' && (!has(at + 1) || buffer[at + 1] == '\n')) {
      at++;
    }
    if (has(at) && buffer[at] != ',' && buffer[at] != '\n') {
      problem = TEXT_BEHIND_QUOTE;
      return -1;
    }
    return at;
  }

  /** What follows the first line of a record that cannot be read stands for itself. */
  private void firstLineIsBad() throws IOException {
    fieldCount = 0;
    int at = start;
    while (has(at) && buffer[at] != '\n' && at - start < MAX_RECORD) {
      at++;
    }
    inLongLine = has(at) && buffer[at] != '\n';
    endAt(at);
    if (inLongLine) {
      problem = TOO_LONG;
      next = at;
      lineEnded = true;
    }
  }

  /** The record ends at {@code at}: a line feed, or the end of the file. */
  private void endAt(int at) throws IOException {
    lineEnded = has(at);
    next = lineEnded ? at + 1 : at;
    end = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
  }

  private void leaveLongLine() throws IOException {
    inLongLine = false;
    forget();
    while (has(next) && buffer[next] != '\n') {
      next++;
      if (next >= READ_SIZE) {
        forget();
      }
    }
    next = has(next) ? next + 1 : next;
  }

  /** Lets go of the bytes before {@code next}, where a record may begin. */
  private void forget() {
    if (next >= READ_SIZE) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      bufferOffset += next;
      limit -= next;
      next = 0;
    }
    start = next;
  }

  private void addField(int from, int to, int doubled) {
    if (fieldCount == fields.size()) {
      fields.add(new int[FIELD_SIZE]);
    }
    int[] field = fields.get(fieldCount++);
    field[FROM] = from;
    field[TO] = to;
    field[DOUBLED] = doubled;
  }

  private boolean isUtf8() {
    int at = start;
    while (at < end && buffer[at] >= 0) {
      at++;
    }
    if (at == end) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, at, end - at));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean has(int index) throws IOException {
    while (index >= limit && !ended) {
      if (limit == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
      } else {
        limit += read;
      }
    }
    return index < limit;
  }
}

package dev.ajar.evidence.lines;

import java.nio.charset.StandardCharsets;

/**
 * Where in a buffer the fields of one line stand: raw, as they are spelled between their quotes.
 * Reused from line to line. Eight more bytes can be read behind the line.
 */
public class LineSlots {
  /** Where each field's value begins and ends, without quotes; valid where it is present. */
  private final int[] start;

  private final int[] end;

  private byte[] bytes;

  /** Fields that the line has, as bits. */
  private long present;

  /** Fields whose value holds escapes. */
  private long escaped;

  /**
   * @param fields how many there are: at most 64
   */
  public LineSlots(int fields) {
    start = new int[fields];
    end = new int[fields];
  }

  final void clear(byte[] buffer) {
    bytes = buffer;
    present = 0;
    escaped = 0;
  }

  /** Notes where a field stands; the last value of a field counts. */
  protected final void set(int field, int from, int to, boolean withEscapes) {
    start[field] = from;
    end[field] = to;
    long bit = 1L << field;
    present |= bit;
    escaped = withEscapes ? escaped | bit : escaped & ~bit;
  }

  /** Forgets fields, given as bits: the line says null of them. */
  protected final void forget(long fields) {
    present &= ~fields;
  }

  /**
   * An entry of {@link LineFields#entries} ended. Of several entries the last value of a field
   * counts, unless a log has another rule.
   */
  protected void endEntry() {}

  /** Holds the line. */
  public final byte[] bytes() {
    return bytes;
  }

  /** Where the value of a field that is present begins, behind its quote. */
  public final int start(int field) {
    return start[field];
  }

  /** Where it ends: at its closing quote. */
  public final int end(int field) {
    return end[field];
  }

  /** How many bytes it has. */
  public final int length(int field) {
    return end[field] - start[field];
  }

  /** Whether the line has the field, and not as null. */
  public final boolean has(int field) {
    return (present >>> field & 1) != 0;
  }

  /**
   * Whether the field's text stands in the buffer as it is: no escapes, and no blank text, which
   * counts as none.
   */
  public final boolean isPlain(int field) {
    int from = start[field];
    return (escaped >>> field & 1) == 0 && from < end[field] && bytes[from] > ' ';
  }

  /** Whether the line has the field, and has it plain. */
  public final boolean hasPlain(int field) {
    return has(field) && isPlain(field);
  }

  /** Whether the field is a text and no number. */
  public final boolean isText(int field) {
    return bytes[start[field] - 1] == '"';
  }

  /** Whether the field's text holds escapes. */
  public final boolean isEscaped(int field) {
    return (escaped >>> field & 1) != 0;
  }

  /** The text or number of a field that is present, its escapes resolved. */
  public final String text(int field) {
    String spelled = new String(bytes, start[field], length(field), StandardCharsets.UTF_8);
    return isEscaped(field) ? Texts.unescaped(spelled) : spelled;
  }
}

package dev.ajar.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Splits the unpacked bytes of one file of JSON evidence into records (exposure.md §8).
 *
 * <p>The first JSON value decides: whole on its line, then every line stands alone; else values
 * follow one another over line ends. The elements of a top-level array, and of an array under a
 * wrapper key of a document ({@code {"records":[…]}}), are records of their own. Blank lines are
 * none. At most one record is in memory. A record without a {@link #problem()} is one JSON object
 * in valid UTF-8, not longer than {@link #MAX_MEGABYTES}, not nested deeper than {@link
 * #MAX_DEPTH}.
 */
public final class JsonRecords {
  /** Longer records, in units of 1,048,576 bytes, are passed over. */
  public static final int MAX_MEGABYTES = 16;

  /** Records nested deeper have a problem. */
  public static final int MAX_DEPTH = 512;

  /** The stream ended, without a line end, in what cannot be read: perhaps still being written. */
  public static final String UNFINISHED = FileTally.REASON_UNFINISHED;

  public static final String NOT_JSON = "not JSON";
  public static final String NOT_AN_OBJECT = "not an object";
  public static final String INVALID_UTF_8 = "invalid UTF-8";
  public static final String TOO_LONG = "longer than " + MAX_MEGABYTES + " MB";
  public static final String TOO_DEEP = "nested deeper than " + MAX_DEPTH;

  /**
   * A document of many records breaks here: how many more it held cannot be told. A file with such
   * a record was not read to its end.
   */
  public static final String BROKEN_DOCUMENT = "the rest of the document cannot be read";

  private static final int MAX_BYTES = MAX_MEGABYTES << 20;
  private static final int LOOK_AHEAD = 4096;
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] LINK = "nextLink".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ODATA_LINK = "@odata.nextLink".getBytes(StandardCharsets.US_ASCII);

  private enum Framing {
    UNDECIDED,
    LINES,
    VALUES
  }

  private enum Step {
    RECORD,
    NONE,
    END
  }

  private enum After {
    LINE_END,
    VALUE,
    TEXT
  }

  private final ByteWindow window;
  private final JsonScanner scanner;
  private Framing framing;
  private boolean inArray;
  private boolean inWrapper;
  private boolean documentHasLineEnds;
  private long documentIndent = -1;
  private long lineStart;
  private boolean lineBlank = true;
  private boolean sawStreamEnd; // in the middle of a record
  private String nextLink;

  private long offset;
  private byte[] buffer;
  private int start;
  private int length;
  private String problem;

  /**
   * @param in the unpacked bytes; not closed
   * @param wrapperKeys keys of a document whose array holds records
   */
  public JsonRecords(InputStream in, Set<String> wrapperKeys) {
    this(in, wrapperKeys, Framing.UNDECIDED);
  }

  private JsonRecords(InputStream in, Set<String> wrapperKeys, Framing framing) {
    this.framing = framing;
    window = new ByteWindow(in, MAX_BYTES + 2 * LOOK_AHEAD);
    scanner =
        new JsonScanner(
            window,
            wrapperKeys.stream()
                .sorted()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
  }

  /** The records of a stream whose lines stand alone, which an earlier look at its head found. */
  public static JsonRecords ofLines(InputStream in, Set<String> wrapperKeys) {
    return new JsonRecords(in, wrapperKeys, Framing.LINES);
  }

  /** Whether the first value was found to be whole on its line: then every line stands alone. */
  public boolean linesStandAlone() {
    return framing == Framing.LINES;
  }

  /**
   * Goes to the next record.
   *
   * @return false at the end of the stream
   * @throws IOException if the stream fails; every record before the failure was returned
   */
  public boolean next() throws IOException {
    Step step = Step.NONE;
    while (step == Step.NONE) {
      window.release();
      scanner.lines = framing == Framing.LINES;
      step = inWrapper || inArray ? element() : document();
    }
    if (window.failure() != null && (step == Step.END || sawStreamEnd)) {
      throw window.failure();
    }
    return step == Step.RECORD;
  }

  /** The byte, in the unpacked file, where the record begins. */
  public long offset() {
    return offset;
  }

  /** Holds the record from {@link #start()}, {@link #length()} bytes; valid until the next one. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer()} the record begins. */
  public int start() {
    return start;
  }

  /** The record's length in bytes; of one that is too long only the first 64 KB are there. */
  public int length() {
    return length;
  }

  /** Why the record cannot be read, one of the constants of this class; null if it can. */
  public String problem() {
    return problem;
  }

  /**
   * The {@code nextLink} (or {@code @odata.nextLink}) beside the array of the last wrapper document
   * so far; null if it has none: then, at the end, the list has no further page.
   */
  public String nextLink() {
    return nextLink;
  }

  static boolean isLink(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, LINK, 0, LINK.length)
        || Arrays.equals(bytes, from, to, ODATA_LINK, 0, ODATA_LINK.length);
  }

  private Step document() {
    skipBlanks(false);
    if (!window.more()) {
      return Step.END;
    }
    window.mark();
    offset = window.position();
    documentIndent = indent();
    documentHasLineEnds = false;
    byte b = window.bytes[window.at];
    if (b == '[') {
      window.at++;
      lineBlank = false;
      inArray = true;
      return Step.NONE;
    }
    return b == '{' ? object() : stray();
  }

  private Step element() {
    skipBlanks(true);
    window.mark();
    offset = window.position();
    if (!window.more()) {
      return broken(true);
    }
    byte b = window.bytes[window.at];
    switch (b) {
      case ']' -> {
        window.at++;
        return closeArray();
      }
      case '{' -> {
        return object();
      }
      case '[' -> {
        JsonScanner.Outcome outcome = scanner.value(elementIndent(), false);
        return outcome == JsonScanner.Outcome.WHOLE && scanner.valid
            ? finish(window.position(), NOT_AN_OBJECT)
            : elementEnded(outcome, indent() >= 0);
      }
      case '}', ':', '\n' -> {
        return broken(false);
      }
      default -> {
        lineBlank = false;
        return scanner.scalarAlone() ? finish(window.position(), NOT_AN_OBJECT) : broken(false);
      }
    }
  }

  private Step closeArray() {
    lineBlank = false;
    if (!inWrapper) {
      return documentEnded();
    }
    inWrapper = false;
    window.mark();
    offset = window.position();
    JsonScanner.Outcome outcome = scanner.restOfObject(documentIndent, !inWrapper);
    documentHasLineEnds |= scanner.lineEnds;
    takeLink();
    return switch (outcome) {
      case WRAPPER -> {
        inWrapper = true;
        yield Step.NONE;
      }
      case WHOLE -> {
        boolean whole = scanner.valid;
        Step rest = whole ? Step.NONE : finish(window.position(), NOT_JSON);
        if (!inArray) {
          documentEnded();
        }
        yield rest;
      }
      case LINE_ENDED -> broken(false);
      case RESUMED -> {
        resumed();
        yield leave(window.position(), BROKEN_DOCUMENT);
      }
      case STREAM_ENDED -> broken(scanner.valid);
    };
  }

  /** A record, or a document that wraps records. */
  private Step object() {
    boolean beginsLine = indent() >= 0;
    boolean mayWrap = !inWrapper;
    JsonScanner.Outcome outcome = scanner.value(elementIndent(), mayWrap);
    lineBlank = false;
    documentHasLineEnds |= scanner.lineEnds;
    if (outcome == JsonScanner.Outcome.WRAPPER) {
      nextLink = null;
      takeLink();
      inWrapper = true;
      return Step.NONE;
    }
    return inArray || inWrapper ? elementEnded(outcome, beginsLine) : ended(outcome);
  }

  private Step elementEnded(JsonScanner.Outcome outcome, boolean beganLine) {
    lineBlank = false;
    switch (outcome) {
      case WHOLE -> {
        return finish(window.position(), scanner.valid ? null : NOT_JSON);
      }
      case RESUMED -> {
        resumed();
        return beganLine
            ? finish(window.position(), NOT_JSON)
            : leave(window.position(), BROKEN_DOCUMENT);
      }
      default -> {
        return broken(outcome == JsonScanner.Outcome.STREAM_ENDED && scanner.valid);
      }
    }
  }

  /** A document that is one record ended. */
  private Step ended(JsonScanner.Outcome outcome) {
    long end = window.position();
    switch (outcome) {
      case WHOLE -> {
        if (scanner.lineEnds) {
          framing = scanner.valid && framing == Framing.UNDECIDED ? Framing.VALUES : framing;
          return finish(end, scanner.valid ? null : NOT_JSON);
        }
        if (framing == Framing.VALUES) {
          return finish(end, scanner.valid ? null : NOT_JSON);
        }
        After after = lookAhead();
        if (!scanner.valid || after == After.TEXT) {
          return toLineEnd(NOT_JSON);
        }
        if (framing == Framing.UNDECIDED) {
          framing = after == After.LINE_END ? Framing.LINES : Framing.VALUES;
        }
        return finish(end, null);
      }
      case RESUMED -> {
        resumed();
        return finish(end, NOT_JSON);
      }
      case LINE_ENDED -> {
        return finish(end, NOT_JSON);
      }
      default -> {
        sawStreamEnd = true;
        boolean unfinished = scanner.valid || !endsWithLineEnd();
        return finish(end, unfinished ? UNFINISHED : NOT_JSON);
      }
    }
  }

  /** Text where a document should begin. */
  private Step stray() {
    byte first = window.bytes[window.at];
    lineBlank = false;
    boolean scalar =
        first != '}' && first != ']' && first != ',' && first != ':' && scanner.scalarAlone();
    After after = lookAhead();
    if (scalar && after == After.LINE_END) {
      framing = framing == Framing.UNDECIDED ? Framing.LINES : framing;
      return finish(window.position(), NOT_AN_OBJECT);
    }
    return toLineEnd(NOT_JSON);
  }

  /**
   * The record goes on to its line's end; where values follow one another, or to the next brace.
   */
  private Step toLineEnd(String why) {
    while (window.more()) {
      byte b = window.bytes[window.at];
      if (b == '\n' || (b == '{' && framing == Framing.VALUES)) {
        return finish(window.position(), why);
      }
      window.at++;
    }
    sawStreamEnd = true;
    return finish(window.position(), UNFINISHED);
  }

  /** A document of many records is broken at the read position, or cut off there. */
  private Step broken(boolean cutOff) {
    boolean oneLine = framing == Framing.LINES || !documentHasLineEnds;
    while (window.more()) {
      byte b = window.bytes[window.at];
      if (b == '\n' && oneLine) {
        return leave(window.position(), BROKEN_DOCUMENT);
      }
      window.at++;
      if (b == '\n' && window.more() && window.bytes[window.at] == '{') {
        lineStart = window.position();
        lineBlank = true;
        return leave(window.position(), BROKEN_DOCUMENT);
      }
    }
    sawStreamEnd = true;
    boolean unfinished = cutOff || framing == Framing.LINES;
    return leave(window.position(), unfinished ? UNFINISHED : BROKEN_DOCUMENT);
  }

  private Step leave(long end, String why) {
    inArray = false;
    inWrapper = false;
    return finish(end, why);
  }

  private Step documentEnded() {
    inArray = false;
    if (framing == Framing.UNDECIDED) {
      framing = documentHasLineEnds || lookAhead() == After.VALUE ? Framing.VALUES : Framing.LINES;
    }
    return Step.NONE;
  }

  private void resumed() {
    lineStart = window.position() - scanner.indent();
    lineBlank = true;
  }

  private Step finish(long end, String why) {
    long bytes = end - offset;
    boolean tooLong = window.head() != null || bytes > MAX_BYTES;
    if (window.head() != null) {
      buffer = window.head();
      start = 0;
    } else {
      buffer = window.bytes;
      start = window.index(offset);
    }
    length = tooLong ? ByteWindow.HEAD : (int) bytes;
    while (why != null && length > 0 && isLineEnd(buffer[start + length - 1])) {
      length--;
    }
    problem = problem(why, tooLong);
    return Step.RECORD;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private String problem(String why, boolean tooLong) {
    if (BROKEN_DOCUMENT.equals(why)) {
      return why;
    }
    if (tooLong) {
      return TOO_LONG;
    }
    if (UNFINISHED.equals(why)) {
      return why;
    }
    if ((scanner.beyondAscii || why != null) && !Utf8.isValid(buffer, start, length)) {
      return INVALID_UTF_8;
    }
    return why == null && scanner.deepest > MAX_DEPTH ? TOO_DEEP : why;
  }

  private boolean endsWithLineEnd() {
    return window.at > 0 && window.bytes[window.at - 1] == '\n';
  }

  private void takeLink() {
    if (scanner.linkStart < 0 || window.head() != null) {
      return;
    }
    int from = window.index(scanner.linkStart);
    int bytes = (int) (scanner.linkEnd - scanner.linkStart);
    try (JsonParser parser = JSON.createParser(window.bytes, from, bytes)) {
      parser.nextToken();
      String text = parser.getText();
      nextLink = text.isBlank() ? null : text;
    } catch (IOException e) {
      // A link in broken UTF-8 is still a link: the list goes on.
      nextLink = new String(window.bytes, from, bytes, StandardCharsets.UTF_8);
    }
  }

  /** Blanks before the read position on its line; -1 if other bytes stand there. */
  private long indent() {
    return lineBlank ? window.position() - lineStart : -1;
  }

  private long elementIndent() {
    long own = indent();
    return own >= 0 ? own : documentIndent;
  }

  /** Skips what may stand between documents or, with commas, between elements. */
  private void skipBlanks(boolean inDocument) {
    while (window.more()) {
      byte b = window.bytes[window.at];
      if (b == '\n') {
        if (inDocument && framing == Framing.LINES) {
          return;
        }
        documentHasLineEnds = true;
        window.at++;
        lineStart = window.position();
        lineBlank = true;
      } else if (b == ' ' || b == '\t' || b == '\r') {
        window.at++;
      } else if (b == ',' && inDocument) {
        window.at++;
        lineBlank = false;
      } else if (inDocument || !skipByteOrderMark(b)) {
        return;
      }
    }
  }

  private boolean skipByteOrderMark(byte first) {
    if (first != (byte) 0xef) {
      return false;
    }
    window.mark();
    long here = window.position();
    for (int part : new int[] {0xef, 0xbb, 0xbf}) {
      if (!window.more() || window.bytes[window.at] != (byte) part) {
        window.rewind(here);
        return false;
      }
      window.at++;
    }
    window.release();
    lineStart = lineBlank ? window.position() : lineStart;
    return true;
  }

  /** What stands behind a document on its line; passes the blanks before it. */
  private After lookAhead() {
    for (int i = 0; i < LOOK_AHEAD && window.more(); i++) {
      byte b = window.bytes[window.at];
      if (b == '\n') {
        return After.LINE_END;
      } else if (b == '{' || b == '[') {
        return After.VALUE;
      } else if (b != ' ' && b != '\t' && b != '\r') {
        return After.TEXT;
      }
      window.at++;
    }
    return After.LINE_END;
  }
}

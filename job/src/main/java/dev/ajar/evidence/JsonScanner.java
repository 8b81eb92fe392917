package dev.ajar.evidence;

/**
 * Finds the end of one JSON value, checking the whole grammar on the way (RFC 8259), byte by byte.
 *
 * <p>A mistake in the value does not stop the search for its end: brackets outside strings are
 * counted on, so that one broken element does not take its neighbours with it. Where a later line
 * begins as the broken value's own line did, with the same indent and a brace, the value is taken
 * to have ended before that line.
 */
final class JsonScanner {
  /** How a search ended. */
  enum Outcome {
    /** The value is whole; {@link #valid} says whether it is JSON. */
    WHOLE,
    /** The array of a wrapper begins after the read position. */
    WRAPPER,
    /** The line ended inside the value; the read position is at the line end. */
    LINE_ENDED,
    /** The value is broken; a new one begins at the read position. */
    RESUMED,
    /** The stream ended inside the value. */
    STREAM_ENDED
  }

  private enum Expect {
    VALUE,
    VALUE_OR_CLOSE,
    KEY,
    KEY_OR_CLOSE,
    COLON,
    AFTER
  }

  /** Values that begin further back than this are not searched again for another beginning. */
  private static final int REWIND = 1 << 20;

  private static final int MAX_BRACKETS = 1 << 24;
  private static final long NONE = -1;

  private final ByteWindow window;
  private final byte[][] wrapperKeys;
  private final ScalarGrammar grammar = new ScalarGrammar();
  private long[] objects = new long[16];
  private int depth;
  private Expect expect;
  private long start;
  private long indent;
  private long lineStart;
  private boolean lineBlank;
  private long resume;
  private boolean wrapperKey;
  private boolean linkKey;

  /** Whether newlines end the value. */
  boolean lines;

  /** Whether what was passed is JSON so far. */
  boolean valid;

  /** Whether bytes beyond ASCII were passed. */
  boolean beyondAscii;

  /** How deep brackets were nested. */
  int deepest;

  /** Whether a line ended inside the value. */
  boolean lineEnds;

  /** Where the text of a {@code nextLink} begins and ends, quotes included; or -1. */
  long linkStart;

  long linkEnd;

  JsonScanner(ByteWindow window, byte[][] wrapperKeys) {
    this.window = window;
    this.wrapperKeys = wrapperKeys;
  }

  /**
   * Searches for the end of the value that begins at the read position.
   *
   * @param indentOf blanks before it on its line; -1 if other bytes stand there
   */
  Outcome value(long indentOf, boolean mayWrap) {
    begin(indentOf);
    depth = 0;
    expect = Expect.VALUE;
    return scan(mayWrap);
  }

  /**
   * Searches for the end of an object whose wrapped array was just passed.
   *
   * @param indentOf blanks before the object on its line; -1 if other bytes stand there
   */
  Outcome restOfObject(long indentOf, boolean mayWrap) {
    begin(indentOf);
    depth = 1;
    objects[0] |= 1;
    expect = Expect.AFTER;
    return scan(mayWrap);
  }

  /** Passes the string, number or word at the read position; true if it is JSON. */
  boolean scalarAlone() {
    begin(NONE);
    depth = 0;
    expect = Expect.VALUE;
    return window.bytes[window.at] == '"' ? text() : scalar();
  }

  /** Blanks before the value on its line. */
  long indent() {
    return indent;
  }

  private void begin(long indentOf) {
    start = window.position();
    indent = indentOf;
    lineStart = NONE;
    lineBlank = false;
    resume = NONE;
    valid = true;
    beyondAscii = false;
    deepest = 0;
    lineEnds = false;
    wrapperKey = false;
    linkKey = false;
    linkStart = NONE;
    linkEnd = NONE;
  }

  private Outcome scan(boolean mayWrap) {
    while (window.more()) {
      byte b = window.bytes[window.at];
      switch (b) {
        case ' ', '\t', '\r' -> window.at++;
        case '\n' -> {
          if (lines) {
            return Outcome.LINE_ENDED;
          }
          window.at++;
          lineEnds = true;
          lineBlank = true;
          lineStart = window.position();
        }
        case '{', '[' -> {
          if (b == '{' && lineBlank && isBeginning() && !valid) {
            return Outcome.RESUMED;
          }
          if (b == '[' && valid && mayWrap && depth == 1 && wrapperKey && expect == Expect.VALUE) {
            window.at++;
            return Outcome.WRAPPER;
          }
          check(expect == Expect.VALUE || expect == Expect.VALUE_OR_CLOSE);
          push(b == '{');
          window.at++;
          lineBlank = false;
        }
        case '}', ']' -> {
          close(b == '}');
          window.at++;
          lineBlank = false;
          if (depth == 0) {
            return valid || !rewound() ? Outcome.WHOLE : Outcome.RESUMED;
          }
        }
        case ',' -> {
          check(expect == Expect.AFTER);
          expect = inObject() ? Expect.KEY : Expect.VALUE;
          window.at++;
          lineBlank = false;
        }
        case ':' -> {
          check(expect == Expect.COLON);
          expect = Expect.VALUE;
          window.at++;
          lineBlank = false;
        }
        case '"' -> {
          lineBlank = false;
          if (text()) {
            return Outcome.WHOLE;
          }
        }
        default -> {
          lineBlank = false;
          if (scalar()) {
            return Outcome.WHOLE;
          }
        }
      }
      if (!valid && rewound()) {
        return Outcome.RESUMED;
      }
    }
    return rewound() ? Outcome.RESUMED : Outcome.STREAM_ENDED;
  }

  /** Whether the brace at the read position begins its line as the value's own did. */
  private boolean isBeginning() {
    boolean like = indent != NONE && window.position() - lineStart == indent;
    if (like && resume == NONE) {
      resume = window.position();
    }
    return like;
  }

  private boolean rewound() {
    if (resume == NONE || window.head() != null || window.position() - start > REWIND) {
      return false;
    }
    window.rewind(resume);
    return true;
  }

  private void check(boolean grammatical) {
    valid &= grammatical;
  }

  private void push(boolean object) {
    expect = object ? Expect.KEY_OR_CLOSE : Expect.VALUE_OR_CLOSE;
    if (depth == MAX_BRACKETS) {
      valid = false;
      return;
    }
    if (depth >> 6 == objects.length) {
      objects = java.util.Arrays.copyOf(objects, objects.length * 2);
    }
    long bit = 1L << (depth & 63);
    objects[depth >> 6] = object ? (objects[depth >> 6] | bit) : (objects[depth >> 6] & ~bit);
    depth++;
    deepest = Math.max(deepest, depth);
  }

  private void close(boolean object) {
    if (depth > 0) {
      check(
          object == inObject()
              && (expect == Expect.AFTER
                  || expect == (object ? Expect.KEY_OR_CLOSE : Expect.VALUE_OR_CLOSE)));
      depth--;
    } else {
      valid = false;
    }
    expect = Expect.AFTER;
  }

  private boolean inObject() {
    int top = depth - 1;
    return depth > 0 && (objects[top >> 6] & (1L << (top & 63))) != 0;
  }

  /** Passes a string; true if it was the whole value. */
  private boolean text() {
    boolean key = expect == Expect.KEY || expect == Expect.KEY_OR_CLOSE;
    check(key || expect == Expect.VALUE || expect == Expect.VALUE_OR_CLOSE);
    long begin = window.position();
    boolean closed = passString();
    if (key && depth == 1) {
      recogniseKey(begin, closed);
    } else if (depth == 1 && linkKey && closed && window.head() == null) {
      linkStart = begin;
      linkEnd = window.position();
      linkKey = false;
    }
    expect = key ? Expect.COLON : Expect.AFTER;
    return depth == 0 && valid && closed;
  }

  private void recogniseKey(long begin, boolean closed) {
    wrapperKey = false;
    linkKey = false;
    if (!closed || window.head() != null) {
      return;
    }
    int from = window.index(begin) + 1;
    int to = window.at - 1;
    for (byte[] key : wrapperKeys) {
      wrapperKey |= java.util.Arrays.equals(window.bytes, from, to, key, 0, key.length);
    }
    linkKey = JsonRecords.isLink(window.bytes, from, to);
  }

  /** Passes a string, from its opening quote on; false if it is not closed on its line. */
  private boolean passString() {
    window.at++;
    while (true) {
      byte[] bytes = window.bytes;
      int at = window.at;
      int limit = window.limit;
      while (at < limit && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
        at++;
      }
      window.at = at;
      if (!window.more()) {
        return false;
      }
      byte b = window.bytes[window.at];
      if (b == '"') {
        window.at++;
        return true;
      } else if (b == '\n') {
        valid = false;
        return false;
      } else if (b == '\\') {
        window.at++;
        escape();
      } else if (b < 0) {
        beyondAscii = true;
        window.at++;
      } else if (b < ' ') {
        valid = false;
        window.at++;
      }
    }
  }

  private void escape() {
    if (!window.more()) {
      return;
    }
    byte b = window.bytes[window.at];
    if (b == '\n') {
      valid = false;
      return;
    }
    window.at++;
    if (b != 'u') {
      check("\"\\/bfnrt".indexOf(b) >= 0);
      return;
    }
    for (int i = 0; i < 4 && window.more(); i++) {
      if (!isHex(window.bytes[window.at])) {
        valid = false;
        return;
      }
      window.at++;
    }
  }

  private static boolean isHex(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }

  /** Passes a number or a word; true if it was the whole value. */
  private boolean scalar() {
    check(expect == Expect.VALUE || expect == Expect.VALUE_OR_CLOSE);
    grammar.reset();
    while (window.more()) {
      byte b = window.bytes[window.at];
      if ((b <= ' ' && b >= 0) || b == ',' || b == ':' || b == '"' || isBracket(b)) {
        if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
          valid = false;
          window.at++;
        }
        break;
      }
      beyondAscii |= b < 0;
      grammar.accept(b);
      window.at++;
    }
    check(grammar.isWhole());
    expect = Expect.AFTER;
    return depth == 0 && valid;
  }

  static boolean isBracket(byte b) {
    return b == '{' || b == '}' || b == '[' || b == ']';
  }
}

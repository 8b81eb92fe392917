package dev.ajar.evidence;

/** Tells whether bytes make up a JSON number, {@code true}, {@code false} or {@code null}. */
final class ScalarGrammar {
  private static final String[] WORDS = {"true", "false", "null"};

  private enum Part {
    START,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    E,
    SIGN,
    EXPONENT,
    WORD,
    WRONG
  }

  private Part part = Part.START;
  private String word;
  private int letters;

  /** Begins with a new value. */
  void reset() {
    part = Part.START;
  }

  /** Takes the next byte. */
  void accept(byte b) {
    boolean digit = b >= '0' && b <= '9';
    part =
        switch (part) {
          case START -> b == '-' ? Part.MINUS : digit ? integer(b) : word(b);
          case MINUS -> digit ? integer(b) : Part.WRONG;
          case ZERO -> afterInteger(b);
          case INTEGER -> digit ? Part.INTEGER : afterInteger(b);
          case POINT -> digit ? Part.FRACTION : Part.WRONG;
          case FRACTION -> digit ? Part.FRACTION : b == 'e' || b == 'E' ? Part.E : Part.WRONG;
          case E -> digit ? Part.EXPONENT : b == '+' || b == '-' ? Part.SIGN : Part.WRONG;
          case SIGN, EXPONENT -> digit ? Part.EXPONENT : Part.WRONG;
          case WORD -> letter(b);
          case WRONG -> Part.WRONG;
        };
  }

  /** Whether the bytes so far are a value. */
  boolean isWhole() {
    return switch (part) {
      case ZERO, INTEGER, FRACTION, EXPONENT -> true;
      case WORD -> letters == word.length();
      case START, MINUS, POINT, E, SIGN, WRONG -> false;
    };
  }

  private static Part integer(byte b) {
    return b == '0' ? Part.ZERO : Part.INTEGER;
  }

  private static Part afterInteger(byte b) {
    return b == '.' ? Part.POINT : b == 'e' || b == 'E' ? Part.E : Part.WRONG;
  }

  private Part word(byte b) {
    for (String candidate : WORDS) {
      if (candidate.charAt(0) == b) {
        word = candidate;
        letters = 1;
        return Part.WORD;
      }
    }
    return Part.WRONG;
  }

  private Part letter(byte b) {
    return letters < word.length() && word.charAt(letters++) == b ? Part.WORD : Part.WRONG;
  }
}

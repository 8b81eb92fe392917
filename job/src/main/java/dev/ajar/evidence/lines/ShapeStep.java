package dev.ajar.evidence.lines;

import java.util.Arrays;

/**
 * One step of the shapes of lines: the bytes up to the next value, which value follows, and which
 * steps may follow it.
 */
final class ShapeStep {
  /** What follows the bytes of a step. */
  enum Kind {
    /** A text, up to its closing quote. */
    TEXT,
    /** A number. */
    NUMBER,
    /** The end of the line's object. */
    END
  }

  private static final ShapeStep[] NONE = {};
  private static final int MOST_AGREEMENT = 64;
  private static final int DISAGREEMENT = 8;

  final Kind kind;

  /** The field that the value is, or {@link LineFields#NONE}. */
  final int field;

  /** Fields, as bits, that the bytes say null of. */
  final long forgets;

  /** How many bytes the step passes. */
  final int length;

  /** Whether an entry of {@link LineFields#entries} ends within the bytes. */
  final boolean endsEntry;

  private final KnownBytes literal;
  private ShapeStep[] following = NONE;

  /**
   * The text that stood here last, with its closing quote; null if none or if they differ a lot.
   */
  private KnownBytes usual;

  /** How well the last texts agreed with those before them. */
  private int agreement = 2 * DISAGREEMENT;

  ShapeStep(byte[] literal, Kind kind, int field, long forgets, boolean endsEntry) {
    this.endsEntry = endsEntry;
    this.kind = kind;
    this.field = field;
    this.forgets = forgets;
    this.length = literal.length;
    this.literal = KnownBytes.of(literal, 0, literal.length);
  }

  /** The step that the bytes at {@code at} are; null if it is none that is known. */
  ShapeStep next(byte[] bytes, int at) {
    ShapeStep[] all = following;
    for (int i = 0; i < all.length; i++) {
      ShapeStep step = all[i];
      if (step.fits(bytes, at)) {
        if (i > 0) {
          // What was seen last is looked for first.
          all[i] = all[i - 1];
          all[i - 1] = step;
        }
        return step;
      }
    }
    return null;
  }

  private boolean fits(byte[] bytes, int at) {
    if (!literal.stand(bytes, at)) {
      return false;
    }
    byte behind = bytes[at + length];
    return switch (kind) {
      case TEXT -> true;
      case NUMBER -> behind == '-' || (behind >= '0' && behind <= '9');
      case END -> behind == '\n' || behind == '\r';
    };
  }

  /**
   * Where the text that begins at {@code at} ends if it is the one that stood here last; else 0.
   * Much in a log repeats from line to line, and comparing is quicker than looking.
   */
  int endOfUsual(byte[] bytes, int at) {
    KnownBytes text = usual;
    if (text == null || !text.stand(bytes, at)) {
      return 0;
    }
    agreement = Math.min(agreement + 1, MOST_AGREEMENT);
    return at + text.length() - 1;
  }

  /**
   * Remembers a plain text, its closing quote at {@code end}, unless texts here differ too much.
   */
  void remember(byte[] bytes, int from, int end) {
    if (agreement < 0) {
      return;
    }
    agreement -= DISAGREEMENT;
    usual = agreement < 0 ? null : KnownBytes.of(bytes, from, end + 1);
  }

  /** Notes that a step was seen to follow this one. */
  void follow(ShapeStep step) {
    for (ShapeStep known : following) {
      if (known == step) {
        return;
      }
    }
    following = Arrays.copyOf(following, following.length + 1);
    following[following.length - 1] = step;
  }

  void forgetFollowing() {
    following = NONE;
  }
}

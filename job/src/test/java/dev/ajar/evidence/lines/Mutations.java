package dev.ajar.evidence.lines;

import java.util.Arrays;
import java.util.Random;

/** What may happen to lines on their way: a few bytes changed, lost or doubled. */
public final class Mutations {
  private Mutations() {}

  /** The line with one to three changes. */
  public static byte[] of(byte[] line, Random random) {
    byte[] bytes = line.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "\"\\{}[],:\n\r \t0/".charAt(random.nextInt(14));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> bytes = joined(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)));
        case 4 -> bytes = joined(bytes, Math.min(bytes.length, at + 9), at);
        default -> bytes[at] = bytes[random.nextInt(bytes.length)];
      }
    }
    return bytes;
  }

  /** What stands before {@code to}, then what stands from {@code from} on. */
  private static byte[] joined(byte[] bytes, int to, int from) {
    byte[] joined = Arrays.copyOf(bytes, to + bytes.length - from);
    System.arraycopy(bytes, from, joined, to, bytes.length - from);
    return joined;
  }

  /** What may stand between lines that are whole, and behind the last. */
  public static String lineEnd(boolean last, Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> "\r\n";
      case 1 -> "\n\n";
      case 2 -> last ? "" : " \n";
      case 3 -> last ? "" : "\n \t\r\n";
      default -> "\n";
    };
  }
}

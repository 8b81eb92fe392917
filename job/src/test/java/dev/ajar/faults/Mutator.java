package dev.ajar.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Spoils bytes as transfers, programs and attackers do; the same seed spoils them the same. */
final class Mutator {
  private static final int MOST_CHANGES = 4;
  private static final int MOST_REPEATS = 300;

  /** What readers trip over. */
  private static final List<byte[]> WORDS =
      List.of(
          text("\""),
          text("\\"),
          text("{"),
          text("["),
          text("]}"),
          text("\\u0000"),
          text("\\ud800"),
          text("null"),
          text("1e999999999"),
          text("-"),
          text("99999999999999999999999999"),
          text("\ufeff"),
          text("\r\n"),
          text("\n\n"),
          text(","),
          text(";"),
          text("%2e%2e%2f"),
          text("../../"),
          text("\u202e"),
          text("&#x41;"),
          text("<!DOCTYPE x [<!ENTITY e 'x'>]>&e;"),
          text("</Container>"),
          text("?sig=c2VjcmV0&"),
          text("AccountKey=c2VjcmV0;"),
          text("0001-01-01T00:00:00Z"),
          text("9999-12-31T23:59:59.9999999Z"),
          text("2024-02-30T25:61:61Z"),
          new byte[] {0},
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {(byte) 0xc3},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});

  private final Random random;

  Mutator(long seed) {
    this.random = new Random(seed);
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** Spoiled {@code bytes}; {@code other} lends a piece now and then. */
  byte[] spoil(byte[] bytes, byte[] other) {
    byte[] spoiled = bytes;
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      spoiled = change(spoiled, other);
    }
    return spoiled;
  }

  private byte[] change(byte[] bytes, byte[] other) {
    int at = random.nextInt(bytes.length + 1);
    int to = at + (bytes.length == at ? 0 : random.nextInt(Math.min(64, bytes.length - at) + 1));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes);
      case 1 -> joined(bytes, at, new byte[0], to);
      case 2 -> joined(bytes, at, piece(bytes), at);
      case 3 -> joined(bytes, at, piece(other), to);
      case 4 -> joined(bytes, at, repeated(word(), 1 + random.nextInt(MOST_REPEATS)), at);
      case 5 -> joined(bytes, at, new byte[0], bytes.length);
      default -> joined(bytes, at, word(), to);
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private byte[] piece(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int from = random.nextInt(bytes.length);
    int length = random.nextInt(bytes.length - from) + 1;
    byte[] piece = new byte[length];
    System.arraycopy(bytes, from, piece, 0, length);
    return piece;
  }

  private static byte[] repeated(byte[] word, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(word.length * times);
    for (int i = 0; i < times; i++) {
      out.writeBytes(word);
    }
    return out.toByteArray();
  }

  /** The bytes before {@code at}, a middle, and the bytes from {@code to} on. */
  private static byte[] joined(byte[] bytes, int at, byte[] middle, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + middle.length);
    out.write(bytes, 0, at);
    out.writeBytes(middle);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}

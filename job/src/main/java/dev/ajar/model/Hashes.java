package dev.ajar.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identities: SHA-256 over named parts, so that the same thing has the same id on any machine.
 *
 * <p>Parts are separated by their length, so no two lists of parts share a spelling; null is a
 * value of its own.
 */
public final class Hashes {
  private static final int ID_BYTES = 16;

  private Hashes() {}

  /** 32 lower-case hex digits naming {@code kind} and {@code parts}; parts may be null. */
  public static String id(String kind, String... parts) {
    MessageDigest digest = sha256();
    add(digest, kind);
    for (String part : parts) {
      add(digest, part);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Lower-case hex digits of bytes. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void add(MessageDigest digest, String part) {
    if (part == null) {
      digest.update((byte) '-');
      return;
    }
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}

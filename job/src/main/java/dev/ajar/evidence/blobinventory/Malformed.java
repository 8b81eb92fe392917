package dev.ajar.evidence.blobinventory;

/**
 * A manifest or row that cannot be read as what it claims to be. The message says why, for a
 * person, and holds no text of it; it carries no stack, since there may be millions.
 */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String why) {
    super(why, null, false, false);
  }
}

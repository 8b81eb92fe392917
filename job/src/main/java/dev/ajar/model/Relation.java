package dev.ajar.model;

import java.util.Locale;

/**
 * What an actor is to the victim (exposure.md §6), the least trusted first.
 *
 * <p>The order decides between the records of one actor: whoever used an own and an unknown network
 * is unknown, because a verdict may be kept from "confirmed" only by actors who are own or platform
 * in all they did.
 */
public enum Relation {
  UNKNOWN(0),
  KNOWN_SCANNER(1),
  PARTNER(2),
  VENDOR(3),
  OWN(4),
  PLATFORM(5);

  private final int trust;

  Relation(int trust) {
    this.trust = trust;
  }

  /** Its place in the order, from 0 for the least trusted. */
  public int trust() {
    return trust;
  }

  /** The word that configurations and tables use: {@code known-scanner}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The relation of a word.
   *
   * @throws IllegalArgumentException for another word
   */
  public static Relation of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether requests by such an actor make an exposure a confirmed one (exposure.md §7). */
  public boolean isStranger() {
    return this != OWN && this != PLATFORM;
  }
}

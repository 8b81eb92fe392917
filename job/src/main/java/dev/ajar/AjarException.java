package dev.ajar;

import java.util.Objects;

/**
 * The one exception of a run that cannot go on: what is wrong, why, and what to do about it.
 *
 * <p>The message is for people and is printed as it stands; it never holds a secret. {@link
 * #exitCode()} is what {@code scripts/ajar} exits with.
 */
public final class AjarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Wrong usage or configuration. */
  public static final int EXIT_USAGE = 2;

  /** Anything else that stopped the run. */
  public static final int EXIT_FAILED = 1;

  private final int exitCode;

  private AjarException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /**
   * A mistake in arguments or configuration.
   *
   * @param problem what is wrong, with the file and the line or key
   * @param cure what to do, as a sentence
   */
  public static AjarException usage(String problem, String cure) {
    return new AjarException(EXIT_USAGE, message(problem, cure), null);
  }

  /** A run that cannot go on for another reason. */
  public static AjarException failed(String problem, String cure) {
    return new AjarException(EXIT_FAILED, message(problem, cure), null);
  }

  /** A run that cannot go on because something below it failed. */
  public static AjarException failed(String problem, String cure, Throwable cause) {
    return new AjarException(EXIT_FAILED, message(problem, cure), cause);
  }

  /** The code the process exits with: {@link #EXIT_USAGE} or {@link #EXIT_FAILED}. */
  public int exitCode() {
    return exitCode;
  }

  private static String message(String problem, String cure) {
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(cure, "cure");
    return problem + System.lineSeparator() + "  -> " + cure;
  }
}

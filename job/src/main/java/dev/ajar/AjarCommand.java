package dev.ajar;

/**
 * One command of Ajar, found by {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is a picocli {@code @Command} class with a public constructor without
 * parameters, named in {@code META-INF/services/dev.ajar.AjarCommand}. It throws {@link
 * AjarException} for what the user can cure; nothing in it ends the process.
 */
public interface AjarCommand {
  /** Done. */
  int DONE = 0;

  /** Done, with quarantine above {@code rules.quarantine_limit}. */
  int DONE_WITH_QUARANTINE = 20;

  /** Done, with exposed hours that have no logs; only where {@code --fail-on-gaps} asks for it. */
  int DONE_WITH_GAPS = 21;

  /**
   * Does what the command's options say.
   *
   * @return what the process exits with
   */
  int run(Surroundings surroundings);
}

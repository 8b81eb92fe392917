package dev.ajar.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something that finds the log lines in windows and writes them. */
interface Contender extends AutoCloseable {
  /** Its name in the output. */
  String name();

  /**
   * Does the work once.
   *
   * @param out where to write; nothing is there yet
   */
  void run(Path out) throws IOException;

  /** What the last {@link #run} wrote to {@code out}. */
  Outcome outcome(Path out) throws IOException;

  @Override
  default void close() throws IOException {}
}

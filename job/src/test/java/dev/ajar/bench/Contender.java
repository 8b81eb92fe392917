package dev.ajar.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Something that finds the log lines in windows and writes them. */
interface Contender extends AutoCloseable {
  /**
   * How many columns Delta keeps minima and maxima of: as Ajar's tables do, for both that write.
   */
  String INDEXED = "delta.dataSkippingNumIndexedCols";

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

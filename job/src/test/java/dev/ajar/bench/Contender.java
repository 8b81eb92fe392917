package dev.ajar.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Something that finds the log lines in windows and writes them. */
interface Contender extends AutoCloseable {
  /** Settings of Ajar's tables that cost or save time, for all that write Delta. */
  Map<String, String> AS_AJAR = Map.of("delta.dataSkippingNumIndexedCols", "10");

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

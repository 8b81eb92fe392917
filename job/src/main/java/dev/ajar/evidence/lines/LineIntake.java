package dev.ajar.evidence.lines;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonRecords;
import java.io.IOException;

/**
 * Takes what a {@link LineReader} finds, of one slice of a file after another.
 *
 * <p>A walked line and the same line as a record must be taken alike: which of the two a line is
 * depends on what was read before it.
 */
public interface LineIntake {
  /** A slice of a file begins. */
  void begin(EvidenceFile file);

  /**
   * Takes a line of a known shape.
   *
   * @param offset where it begins in the file
   * @param line where its fields stand; valid during the call only
   * @param start where the line begins in the buffer that holds it
   */
  void take(long offset, LineSlots line, int start, int length);

  /**
   * Takes the record that {@code records} stands at, be it readable or not.
   *
   * @param before bytes of the file before the stream that the records are read from
   */
  void take(JsonRecords records, long before);

  /** Reading ended early. */
  void failed(IOException e);

  /**
   * The file was read to its end, and is one that may grow.
   *
   * @param end how many bytes it has
   * @param resume where reading can go on if it grows
   * @param tail the bytes before its end
   */
  void readTo(long end, long resume, byte[] tail);

  /** Nothing more comes of the slice. */
  void end();
}

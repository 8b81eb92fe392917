package dev.ajar.model;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a record of evidence stands.
 *
 * @param file the source's path as configured, a slash, and the path below it; never null
 * @param offset the byte, in the unpacked file, where the record begins; of a Parquet file the row
 */
public record Place(String file, long offset) implements Serializable, Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file).thenComparingLong(Place::offset);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}

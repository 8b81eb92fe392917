package dev.ajar.evidence.lines;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The members of an object that matter of a line: those that are fields, by number, and those that
 * hold further such objects. The table of a log is the one of its line.
 */
public final class LineFields {
  /** What a member is that is no field. */
  static final int NONE = -1;

  /** An object of which nothing matters. */
  static final LineFields NOTHING = of(Map.of(), Map.of());

  private final Map<String, Integer> fields;
  private final Map<String, LineFields> parts;
  private final BiPredicate<String, String> same;
  private final boolean entries;

  private LineFields(
      Map<String, Integer> fields,
      Map<String, LineFields> parts,
      BiPredicate<String, String> same,
      boolean entries) {
    this.fields = fields;
    this.parts = parts;
    this.same = same;
    this.entries = entries;
  }

  /**
   * An object.
   *
   * @param fields numbers of its fields, from 0, by name; no two of a line are the same
   * @param parts objects in it that have fields, by name
   */
  public static LineFields of(Map<String, Integer> fields, Map<String, LineFields> parts) {
    return new LineFields(fields, parts, String::equals, /* entries= */ false);
  }

  /**
   * Fields of an object whose full parser takes other names for theirs, too. A line that has such a
   * name is left to it.
   *
   * @param same whether the second name may be taken for the first
   */
  public static LineFields named(Map<String, Integer> fields, BiPredicate<String, String> same) {
    return new LineFields(fields, Map.of(), same, /* entries= */ false);
  }

  /**
   * Fields of an object, or of each object of the array in its place: {@link LineSlots#endEntry} is
   * told where each ends.
   */
  public static LineFields entries(Map<String, Integer> fields) {
    return new LineFields(fields, Map.of(), String::equals, /* entries= */ true);
  }

  /** The field that a member is; {@link #NONE} for others. */
  int field(String name) {
    return fields.getOrDefault(name, NONE);
  }

  /** What matters of the object that a member holds; {@link #NOTHING} for most. */
  LineFields part(String name) {
    return parts.getOrDefault(name, NOTHING);
  }

  /** Whether a name is none of the table's, and may be taken for one. */
  boolean isDoubtful(String name) {
    return !fields.containsKey(name)
        && !parts.containsKey(name)
        && Stream.concat(fields.keySet().stream(), parts.keySet().stream())
            .anyMatch(known -> same.test(known, name));
  }

  /** Whether an array may stand in its place whose objects are such objects. */
  boolean areEntries() {
    return entries;
  }
}

package dev.ajar.findings;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which log categories hold the requests that a capability allows (exposure.md §7). */
public final class Categories {
  public static final String READ = "StorageRead";
  public static final String WRITE = "StorageWrite";
  public static final String DELETE = "StorageDelete";

  /** Those of requests that change something. */
  public static final List<String> CHANGES = List.of(WRITE, DELETE);

  private Categories() {}

  /**
   * The categories without which an hour is not covered: read and write for {@code list} and {@code
   * read} (server-side copies are logged as writes), write for {@code write}, delete for {@code
   * delete}.
   */
  public static Set<String> neededFor(Collection<String> capability) {
    Set<String> needed = new TreeSet<>();
    for (String able : capability) {
      switch (able) {
        case "list", "read" -> {
          needed.add(READ);
          needed.add(WRITE);
        }
        case "write" -> needed.add(WRITE);
        case "delete" -> needed.add(DELETE);
        default -> throw new IllegalArgumentException("no capability: " + able);
      }
    }
    return needed;
  }
}

package dev.ajar.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that holds these tests. */
public final class Checkout {
  private Checkout() {}

  /** A file of it, from wherever in it the tests run. */
  public static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(name))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(name + " is in no folder above this one");
      }
    }
    return folder.resolve(name);
  }
}

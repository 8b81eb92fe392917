package dev.ajar.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The folder of a configuration, which its relative paths are relative to.
 *
 * <p>Paths are Hadoop's: a scheme or none, and nothing escaped, so that a name may hold {@code =},
 * {@code %} or a space.
 *
 * @param base a Hadoop path without a slash at its end
 */
record Folder(String base) {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern WEB = Pattern.compile("(?i)https?:.*");

  Folder {
    base = withoutSlash(base);
  }

  /** A path as written, without a slash at its end. */
  static String path(SectionReader section, String key, String cure) {
    String path = section.required(key, cure);
    if (WEB.matcher(path).matches()) {
      throw section.wrong(
          key,
          "a web address is no Hadoop path",
          "write abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/FOLDER, without a signature");
    }
    return withoutSlash(path);
  }

  /** Where {@code path} lies. */
  String resolve(String path) {
    if (path.startsWith("/") || SCHEME.matcher(path).matches()) {
      return path;
    }
    int root = rootLength(base);
    Deque<String> names = new ArrayDeque<>();
    for (String name : (base.substring(root) + "/" + path).split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return base.substring(0, root) + "/" + String.join("/", names);
  }

  /** How much of a path is scheme and authority. */
  private static int rootLength(String path) {
    int scheme = SCHEME.matcher(path).matches() ? path.indexOf(':') + 1 : 0;
    if (!path.startsWith("//", scheme)) {
      return scheme;
    }
    int end = path.indexOf('/', scheme + 2);
    return end < 0 ? path.length() : end;
  }

  /** Whether one path is the other or lies below it. */
  static boolean overlap(String one, String other) {
    String a = withoutScheme(one) + "/";
    String b = withoutScheme(other) + "/";
    return a.startsWith(b) || b.startsWith(a);
  }

  /** {@code file:/x}, {@code file:///x} and {@code /x} are one place. */
  private static String withoutScheme(String path) {
    String local = path.startsWith("file:") ? path.substring("file:".length()) : path;
    while (local.startsWith("//")) {
      local = local.substring(1);
    }
    return local;
  }

  private static String withoutSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/' && path.charAt(end - 2) != ':') {
      end--;
    }
    return path.substring(0, end);
  }
}

package dev.ajar.evidence;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One file of one source, as listed; a version of it. A million of them stand on a driver's heap:
 * what the files of a folder have in common they share.
 *
 * @param root where the file's path begins
 * @param below the path below {@code root}; empty if the root is the file
 * @param bytes size as stored
 * @param modifiedMicros last modification as the file system says, microseconds since 1970
 * @param etag entity tag, or null where the file system has none
 */
public record EvidenceFile(Root root, String below, long bytes, long modifiedMicros, String etag)
    implements Serializable {
  /** By {@link #file}, then source and place. */
  public static final Comparator<EvidenceFile> BY_NAME = EvidenceFile::compare;

  /**
   * A source, or a folder of it.
   *
   * @param source index of the source in the configuration, from 0
   * @param kind kind of the source, as configured ({@code storage-logs}, …)
   * @param uri where it is: a Hadoop path
   * @param name its name in tables: the source's path as configured, and the path below it
   */
  public record Root(int source, String kind, String uri, String name) implements Serializable {
    /** A folder below; this if {@code path} is empty. */
    public Root at(String path) {
      return path.isEmpty()
          ? this
          : new Root(source, kind, joined(uri, path), joined(name, path, name.length()));
    }
  }

  /** A file that shares nothing with others. */
  public EvidenceFile(
      int source,
      String kind,
      String uri,
      String file,
      long bytes,
      long modifiedMicros,
      String etag) {
    this(new Root(source, kind, uri, file), "", bytes, modifiedMicros, etag);
  }

  /** Index of the source in the configuration, from 0. */
  public int source() {
    return root.source;
  }

  /** Kind of the source, as configured ({@code storage-logs}, …). */
  public String kind() {
    return root.kind;
  }

  /** Where to open it: a Hadoop path. */
  public String uri() {
    return joined(root.uri, below);
  }

  /** Its name in tables: the source's path as configured, a slash, and the path below it. */
  public String file() {
    return joined(root.name, below, root.name.length());
  }

  /** The root of a file system ends with the slash that other folders lack. */
  private static String joined(String folder, String path) {
    return joined(folder, path, folder.endsWith("/") ? folder.length() - 1 : folder.length());
  }

  private static String joined(String folder, String path, int length) {
    return path.isEmpty() ? folder : folder.substring(0, length) + "/" + path;
  }

  private static int compare(EvidenceFile one, EvidenceFile other) {
    if (one.root.equals(other.root)) {
      return one.below.compareTo(other.below);
    }
    String a = one.root.name;
    String b = other.root.name;
    // Names are put together only where one root's may be the beginning of the other's.
    int order =
        a.startsWith(b) || b.startsWith(a) ? one.file().compareTo(other.file()) : a.compareTo(b);
    if (order != 0) {
      return order;
    }
    int source = Integer.compare(one.source(), other.source());
    return source != 0 ? source : one.uri().compareTo(other.uri());
  }
}

package dev.ajar.testing;

import java.net.URI;
import java.util.Optional;

/**
 * A request to Azure Blob storage.
 *
 * @param kind what it asked for
 * @param path container and blob, decoded; of a listing the container and the prefix
 * @param status how it was answered, in HTTP's numbers; 0 before that
 */
public record StoreRequest(Kind kind, String path, int status) {
  /** What requests ask for; Azure bills the first three kinds of writes and lists alike. */
  public enum Kind {
    LIST,
    STATUS,
    READ,
    WRITE,
    DELETE
  }

  private static final String PREFIX = "&prefix=";

  /**
   * Reads a line of an access log in the common format.
   *
   * @return nothing if the line is no such line
   */
  static Optional<StoreRequest> parse(String line, String account) {
    String[] parts = line.split("\"", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String[] words = parts[1].split(" ", -1);
    int status = Integer.parseInt(parts[2].strip().split(" ", -1)[0]);
    return Optional.of(of(words[0], words[1], status, account));
  }

  /**
   * Of what a request's first line says.
   *
   * @param target path and query as they stand there
   */
  static StoreRequest of(String method, String target, int status, String account) {
    URI uri = URI.create(target);
    String path = uri.getPath().substring(1 + account.length());
    String query = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
    boolean lists = query.contains("&comp=list&");
    Kind kind =
        switch (method) {
          case "GET" -> lists ? Kind.LIST : Kind.READ;
          case "HEAD" -> Kind.STATUS;
          case "DELETE" -> Kind.DELETE;
          default -> Kind.WRITE;
        };
    return new StoreRequest(kind, lists ? path + "/" + prefix(query) : path, status);
  }

  private static String prefix(String query) {
    int from = query.indexOf(PREFIX) + PREFIX.length();
    int to = query.indexOf('&', from);
    return URI.create("x:/" + query.substring(from, to < 0 ? query.length() : to))
        .getPath()
        .substring(1);
  }
}

package dev.ajar.evidence.storagelogs;

import dev.ajar.model.Operations;
import dev.ajar.model.UriQuery;
import java.util.Locale;

/**
 * What a request was made to, out of {@code objectKey}, or the URI where that is missing.
 *
 * <p>{@code objectKey} is {@code /account/container/blob…}, decoded already: it is not decoded
 * again. {@code /account/name} of a blob operation is a blob of {@code $root}. The key of a copy's
 * source is a URL: its account and container count.
 *
 * @param account lower case; null where the key does not name it
 * @param container null for operations on the account
 * @param object null for operations on a container or account
 * @param url the source's URL, of a copy's source; else null; may hold secrets
 */
record ObjectPlace(String account, String container, String object, String url) {
  static final String ROOT = "$root";
  private static final ObjectPlace NOWHERE = new ObjectPlace(null, null, null, null);
  private static final String[] STORAGE_HOSTS = {
    ".blob.", ".dfs.", ".web.", "-secondary.blob.", ".storage.azure."
  };

  /** Where a request went. */
  static ObjectPlace of(String objectKey, String uri, Operations.Operation operation) {
    if (objectKey != null && isUrl(objectKey)) {
      boolean same = uri != null && isSamePlace(uri, objectKey);
      return ofUrl(same ? uri : objectKey, same, objectKey, operation);
    }
    if (objectKey == null || objectKey.isEmpty()) {
      return uri == null || !isUrl(uri) ? NOWHERE : ofUrl(uri, true, null, operation);
    }
    int begin = objectKey.charAt(0) == '/' ? 1 : 0;
    int slash = objectKey.indexOf('/', begin);
    String account = objectKey.substring(begin, slash < 0 ? objectKey.length() : slash);
    String path = slash < 0 ? "" : objectKey.substring(slash + 1);
    return ofPath(account, path, null, operation);
  }

  /**
   * Whether {@code uri}, which is encoded, names what {@code objectKey} names, which may be: of a
   * copy's source the one is sometimes the destination.
   */
  private static boolean isSamePlace(String uri, String objectKey) {
    String there = UriQuery.decode(path(uri));
    String path = path(objectKey);
    return host(uri).equals(host(objectKey))
        && (there.equals(path) || there.equals(UriQuery.decode(path)));
  }

  private static String path(String url) {
    int begin = url.indexOf('/', url.indexOf("://") + 3);
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    return begin < 0 || begin >= end ? "" : url.substring(begin + 1, end);
  }

  private static ObjectPlace ofUrl(
      String url, boolean encoded, String source, Operations.Operation operation) {
    String path = path(url);
    if (!encoded) {
      return ofPath(accountOf(url), path, source, operation);
    }
    int slash = path.indexOf('/');
    String decoded =
        slash < 0
            ? UriQuery.decode(path)
            : UriQuery.decode(path.substring(0, slash))
                + "/"
                + UriQuery.decode(path.substring(slash + 1));
    return ofPath(accountOf(url), decoded, source, operation);
  }

  private static ObjectPlace ofPath(
      String account, String path, String url, Operations.Operation operation) {
    String lower = account.isEmpty() ? null : account.toLowerCase(Locale.ROOT);
    if (path.isEmpty() || operation.target() == Operations.Target.ACCOUNT) {
      return new ObjectPlace(lower, null, null, url);
    }
    int slash = path.indexOf('/');
    if (slash < 0) {
      boolean inRoot =
          operation.target() == Operations.Target.OBJECT
              && operation.endpoint() == Operations.Endpoint.BLOB;
      return inRoot
          ? new ObjectPlace(lower, ROOT, path, url)
          : new ObjectPlace(lower, path, null, url);
    }
    String object = path.substring(slash + 1);
    return new ObjectPlace(lower, path.substring(0, slash), object.isEmpty() ? null : object, url);
  }

  /** The account that a URL's host names; the whole host where it is not one of Azure storage. */
  private static String accountOf(String url) {
    String host = host(url);
    for (String storage : STORAGE_HOSTS) {
      if (host.contains(storage)) {
        String label = host.substring(0, host.indexOf('.'));
        return label.endsWith("-secondary")
            ? label.substring(0, label.length() - "-secondary".length())
            : label;
      }
    }
    return host;
  }

  /** The host of a URL, lower case, without port and user; empty if it has none. */
  static String host(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return "";
    }
    int begin = scheme + 3;
    int end = begin;
    while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(begin, end).toLowerCase(Locale.ROOT);
  }

  static boolean isUrl(String text) {
    return text.regionMatches(true, 0, "https://", 0, 8)
        || text.regionMatches(true, 0, "http://", 0, 7);
  }
}

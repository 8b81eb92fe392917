package dev.ajar.evidence;

import java.net.URI;
import java.util.Locale;

/** The address of an account's blob service, as lists of containers and inventories name it. */
public final class ServiceEndpoint {
  private ServiceEndpoint() {}

  /**
   * The account it is of, lower case: the first label of a host of Azure, of an address or {@code
   * localhost} (an emulator) the first path segment.
   *
   * @param endpoint may be null
   * @return null if it names none: a domain of the customer's own, a secondary endpoint, no URL
   */
  public static String account(String endpoint) {
    URI uri = uri(endpoint);
    String host = uri == null || uri.getHost() == null ? "" : uri.getHost();
    boolean emulator = host.equals("localhost") || host.matches("[0-9.]+|\\[.*]");
    String name = emulator ? firstSegment(uri.getPath()) : firstLabel(host);
    String lower = name.toLowerCase(Locale.ROOT);
    return ResourceId.isAccount(lower) ? lower : null;
  }

  private static String firstSegment(String path) {
    String[] segments = path.split("/", 3);
    return segments.length > 1 ? segments[1] : "";
  }

  private static String firstLabel(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean azure = lower.contains(".blob.") || lower.contains(".dfs.");
    return azure ? host.substring(0, host.indexOf('.')) : "";
  }

  private static URI uri(String endpoint) {
    try {
      return endpoint == null ? null : URI.create(endpoint.trim());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

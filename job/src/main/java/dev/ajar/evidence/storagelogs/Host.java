package dev.ajar.evidence.storagelogs;

import dev.ajar.model.Operations;
import java.util.Locale;

/** Which endpoint a URI's host is of; where it does not say, the operation decides. */
enum Host {
  DFS,
  WEB,
  BLOB,
  OTHER;

  /** What a host is by its name, in any case. */
  static Host of(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    if (host.contains(".dfs.")) {
      return DFS;
    } else if (host.contains(".web.")) {
      return WEB;
    }
    return host.contains(".blob.") ? BLOB : OTHER;
  }

  /** The endpoint at which a request to it arrived. */
  Operations.Endpoint endpoint(Operations.Operation operation) {
    boolean web = this == WEB || operation.endpoint() == Operations.Endpoint.WEB;
    if (this == DFS) {
      return Operations.Endpoint.DFS;
    } else if (web) {
      return Operations.Endpoint.WEB;
    }
    return this == BLOB ? Operations.Endpoint.BLOB : operation.endpoint();
  }
}

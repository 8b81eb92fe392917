package dev.ajar.model;

import java.util.Locale;

/** What an operation of the data plane does to the data (exposure.md §5). */
public enum OperationClass {
  /** Names leave. */
  LIST,
  /** Content leaves. */
  READ,
  /** Properties leave. */
  METADATA,
  /** Content or properties are set. */
  WRITE,
  DELETE,
  /** Who may come in is set. */
  ACL,
  /** Credentials, account operations, and every name that Ajar does not know. */
  OTHER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

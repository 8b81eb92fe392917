package dev.ajar.evidence.storagelogs;

import dev.ajar.model.Operations;

/** What decides about a logged request: whether it is wanted, and what it shows in passing. */
public interface LogRequest {
  /** When the request was received, in ticks. */
  long ticks();

  /** The account whose data was asked for, lower case; never null. */
  String account();

  /** The account whose log holds the record, lower case; never null. */
  String logAccount();

  /** The container; null for operations on the account. */
  String container();

  /** The subscription of the account, lower case; null if not named. */
  String subscription();

  /** The operation; never null. */
  Operations.Operation operation();

  /** Whether the status is 200 to 299 or 304. */
  boolean succeeded();

  /** Whether the caller gave no credentials. */
  boolean isAnonymous();

  /** False only where it is certain that no SAS signed the request. */
  boolean mayBeSas();

  /** False only where it is certain that no account key signed the request itself. */
  boolean mayBeAccountKey();

  /** False only where it is certain that the caller showed no Entra token. */
  boolean mayBeOauth();

  /** Whether the request is answered to anyone (exposure.md §2): it proves nothing about reach. */
  boolean needsNoPermission();
}

package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;
import dev.ajar.sample.Tenant.Blob;

/**
 * One request to a storage account, as the planner thinks of it; {@link LogLine} spells it.
 *
 * <p>A value with setters that return it, since most requests leave most facts out.
 */
final class Request {
  final Account account;
  final String container;
  final Caller caller;
  final String operation;

  /** Name of the blob; null for an operation on the container. */
  String object;

  String category = "StorageRead";

  /** list, read, metadata, write, delete, acl or other; null where the rules leave it open. */
  String operationClass;

  int status = 200;
  String statusText = "Success";
  long bytesOut;
  long bytesIn;

  /** First and last byte asked for; -1 without a range. */
  long rangeStart = -1;

  long rangeEnd = -1;

  /** Sub-operation; -1 where the record does not say. */
  int operationCount = -1;

  String etag;
  String modified;
  String query;
  String referrer;
  String conditions;

  /** What {@code objectKey} says instead of account, container and blob. */
  String objectKey;

  /** The blob that the URI names instead of {@link #object}. */
  String uriObject;

  boolean dfs;
  int port;
  int latency = 12;

  Request(Account account, String container, Caller caller, String operation) {
    this.account = account;
    this.container = container;
    this.caller = caller;
    this.operation = operation;
  }

  /** A whole blob is read. */
  static Request read(Account account, String container, Caller caller, Blob blob) {
    return new Request(account, container, caller, "GetBlob").on(blob).is("read").out(blob.size());
  }

  /** Bytes {@code first} to {@code last} of a blob are read. */
  static Request range(
      Account account, String container, Caller caller, Blob blob, long first, long last) {
    Request request = new Request(account, container, caller, "GetBlob").on(blob).is("read");
    request.status = 206;
    request.rangeStart = first;
    request.rangeEnd = last;
    return request.out(last - first + 1);
  }

  /** A page of names is listed; {@code prefix} may be null. */
  static Request list(Account account, String container, Caller caller, String prefix, long bytes) {
    Request request = new Request(account, container, caller, "ListBlobs").is("list").out(bytes);
    request.query = "restype=container&comp=list";
    if (prefix != null) {
      request.query += "&prefix=" + prefix.replace("/", "%2F");
    }
    return request;
  }

  static Request properties(Account account, String container, Caller caller, Blob blob) {
    return new Request(account, container, caller, "GetBlobProperties").on(blob).is("metadata");
  }

  Request on(Blob blob) {
    object = blob.name();
    etag = blob.etag();
    modified = Stamp.american(blob.modified());
    return this;
  }

  Request is(String word) {
    operationClass = word;
    return this;
  }

  Request out(long bytes) {
    bytesOut = bytes;
    return this;
  }

  Request in(String newCategory, int newStatus, long bytes) {
    category = newCategory;
    status = newStatus;
    bytesIn = bytes;
    return this;
  }

  Request failed(int newStatus, String text) {
    status = newStatus;
    statusText = text;
    bytesOut = 0;
    return this;
  }

  Request count(int subOperation) {
    operationCount = subOperation;
    return this;
  }

  Request query(String text) {
    query = text;
    return this;
  }

  boolean succeeded() {
    return (status >= 200 && status < 300) || status == 304;
  }

  boolean anonymous() {
    return caller.auth().equals("anonymous");
  }
}

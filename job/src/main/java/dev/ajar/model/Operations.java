package dev.ajar.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every operation of the blob and dfs endpoints that Azure logs, and what it does (exposure.md §5).
 *
 * <p>The name decides, never the log's category: a server-side copy reads its source and is logged
 * as a write. Names are compared without regard to case; an unknown name is {@link
 * OperationClass#OTHER}.
 */
public final class Operations {
  /** Reads the source of a server-side copy; its object key is a URL. */
  public static final String COPY_BLOB_SOURCE = "CopyBlobSource";

  public static final String COPY_BLOB = "CopyBlob";
  public static final String COPY_BLOB_DESTINATION = "CopyBlobDestination";

  /** Which endpoint an operation belongs to. */
  public enum Endpoint {
    BLOB,
    DFS,
    WEB;

    /** The word that tables use. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an operation is done to. */
  public enum Target {
    ACCOUNT,
    CONTAINER,
    OBJECT,
    UNKNOWN
  }

  /** What an operation does to the container itself. */
  public enum Existence {
    NONE,
    CREATE,
    DELETE,
    RESTORE
  }

  /**
   * One operation.
   *
   * @param name as Azure spells it; of an unknown operation as logged
   * @param touchesLevel whether the container's public level may be another one afterwards
   * @param needsNoPermission whether it is answered to anyone: it proves nothing about reach
   */
  public record Operation(
      String name,
      OperationClass operationClass,
      Endpoint endpoint,
      Target target,
      boolean touchesLevel,
      Existence existence,
      boolean needsNoPermission) {}

  private static final Map<String, Operation> KNOWN = new HashMap<>();

  static {
    blob(
        OperationClass.READ,
        Target.OBJECT,
        "GetBlob QueryBlobContents QuickQuery CopyBlobSource GetBlobSnapshot");
    blob(OperationClass.LIST, Target.CONTAINER, "ListBlobs");
    blob(OperationClass.LIST, Target.OBJECT, "GetPageRegions GetPageRanges GetBlockList");
    blob(OperationClass.LIST, Target.UNKNOWN, "FindBlobsByTags");
    account(OperationClass.LIST, "ListContainers");
    blob(
        OperationClass.METADATA,
        Target.OBJECT,
        "GetBlobProperties GetBlobMetadata GetBlobTags GetBlobLeaseInfo");
    blob(
        OperationClass.METADATA,
        Target.CONTAINER,
        "GetContainerProperties GetContainerMetadata GetContainerACL GetContainerServiceMetadata"
            + " GetContainerLeaseInfo");
    account(
        OperationClass.METADATA,
        "GetBlobServiceProperties GetBlobServiceStats GetAccountInformation");
    blob(
        OperationClass.WRITE,
        Target.OBJECT,
        "PutBlob PutBlock PutBlockList PutPage ClearPage AppendBlock SealBlob SnapshotBlob"
            + " UndeleteBlob SetBlobTier SetBlobMetadata SetBlobProperties SetBlobTags"
            + " SetBlobExpiry SetBlobImmutabilityPolicy SetBlobLegalHold AcquireBlobLease"
            + " RenewBlobLease ReleaseBlobLease BreakBlobLease ChangeBlobLease CopyBlob"
            + " CopyBlobDestination CopyBlobFromURL PutBlobFromURL PutBlockFromURL"
            + " AppendBlockThroughCopy AppendBlockFromURL PutPageFromURL IncrementalCopyBlob"
            + " AbortCopyBlob");
    blob(
        OperationClass.WRITE,
        Target.CONTAINER,
        "SetContainerMetadata SetContainerServiceMetadata AcquireContainerLease"
            + " RenewContainerLease ReleaseContainerLease BreakContainerLease"
            + " ChangeContainerLease");
    account(OperationClass.WRITE, "SetBlobServiceProperties");
    blob(
        OperationClass.DELETE,
        Target.OBJECT,
        "DeleteBlob DeleteBlobSnapshot DeleteBlobImmutabilityPolicy");
    account(OperationClass.OTHER, "GetUserDelegationKey");
    blob(OperationClass.OTHER, Target.UNKNOWN, "BlobBatch");
    dfs(OperationClass.READ, Target.OBJECT, "ReadFile");
    dfs(OperationClass.LIST, Target.CONTAINER, "ListFilesystemDir ListFilesystemFile");
    accountDfs(OperationClass.LIST, "ListFilesystems");
    dfs(
        OperationClass.METADATA,
        Target.OBJECT,
        "GetFileProperties GetPathStatus GetPathAccessControl GetPathProperties");
    dfs(OperationClass.METADATA, Target.CONTAINER, "GetFilesystemProperties");
    dfs(
        OperationClass.WRITE,
        Target.OBJECT,
        "CreatePathFile CreatePathDir AppendFile FlushFile RenamePathFile RenamePathDir"
            + " RenameFile RenameDirectory SetFileProperties SetFileExpiry LeaseFile"
            + " UndeletePath");
    dfs(OperationClass.WRITE, Target.CONTAINER, "SetFilesystemProperties");
    dfs(OperationClass.ACL, Target.OBJECT, "SetPathAccessControl SetPathAccessControlRecursive");
    dfs(OperationClass.DELETE, Target.OBJECT, "DeleteFile DeleteDirectory DeletePath");
    level("SetContainerACL", Endpoint.BLOB, Existence.NONE);
    level("CreateContainer", Endpoint.BLOB, Existence.CREATE);
    level("RestoreContainer", Endpoint.BLOB, Existence.RESTORE);
    level("UndeleteContainer", Endpoint.BLOB, Existence.RESTORE);
    level("CreateFilesystem", Endpoint.DFS, Existence.CREATE);
    deletion("DeleteContainer", Endpoint.BLOB);
    deletion("DeleteFilesystem", Endpoint.DFS);
    add(free("BlobPreflightRequest", Endpoint.BLOB, OperationClass.METADATA));
    add(free("GetWebContent", Endpoint.WEB, OperationClass.READ));
  }

  private Operations() {}

  /** The operation of a logged name, in any case; never null. */
  public static Operation of(String name) {
    Operation known = KNOWN.get(name);
    if (known == null) {
      known = KNOWN.get(name.toLowerCase(Locale.ROOT));
    }
    return known != null
        ? known
        : new Operation(
            name,
            OperationClass.OTHER,
            Endpoint.BLOB,
            Target.UNKNOWN,
            false,
            Existence.NONE,
            false);
  }

  /** Whether Ajar knows the name. */
  public static boolean isKnown(String name) {
    return KNOWN.containsKey(name.toLowerCase(Locale.ROOT));
  }

  private static void blob(OperationClass operationClass, Target target, String names) {
    for (String name : names.split(" ", -1)) {
      add(plain(name, operationClass, Endpoint.BLOB, target));
    }
  }

  private static void dfs(OperationClass operationClass, Target target, String names) {
    for (String name : names.split(" ", -1)) {
      add(plain(name, operationClass, Endpoint.DFS, target));
    }
  }

  private static Operation plain(
      String name, OperationClass operationClass, Endpoint endpoint, Target target) {
    return new Operation(name, operationClass, endpoint, target, false, Existence.NONE, false);
  }

  private static void account(OperationClass operationClass, String names) {
    for (String name : names.split(" ", -1)) {
      add(
          new Operation(
              name, operationClass, Endpoint.BLOB, Target.ACCOUNT, false, Existence.NONE, true));
    }
  }

  private static void accountDfs(OperationClass operationClass, String name) {
    add(
        new Operation(
            name, operationClass, Endpoint.DFS, Target.ACCOUNT, false, Existence.NONE, true));
  }

  private static void level(String name, Endpoint endpoint, Existence existence) {
    add(
        new Operation(
            name, OperationClass.ACL, endpoint, Target.CONTAINER, true, existence, false));
  }

  private static void deletion(String name, Endpoint endpoint) {
    add(
        new Operation(
            name,
            OperationClass.DELETE,
            endpoint,
            Target.CONTAINER,
            false,
            Existence.DELETE,
            false));
  }

  private static Operation free(String name, Endpoint endpoint, OperationClass operationClass) {
    return new Operation(
        name, operationClass, endpoint, Target.OBJECT, false, Existence.NONE, true);
  }

  private static void add(Operation operation) {
    KNOWN.put(operation.name(), operation);
    KNOWN.put(operation.name().toLowerCase(Locale.ROOT), operation);
  }
}

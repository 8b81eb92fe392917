package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  @ParameterizedTest
  @CsvSource({
    "GetBlob, read, blob, OBJECT",
    "GETBLOB, read, blob, OBJECT",
    "getblob, read, blob, OBJECT",
    "CopyBlobSource, read, blob, OBJECT",
    "ReadFile, read, dfs, OBJECT",
    "ListBlobs, list, blob, CONTAINER",
    "LISTBLOBS, list, blob, CONTAINER",
    "ListContainers, list, blob, ACCOUNT",
    "ListFilesystemDir, list, dfs, CONTAINER",
    "GetBlobProperties, metadata, blob, OBJECT",
    "GetFilesystemProperties, metadata, dfs, CONTAINER",
    "GetBlobServiceProperties, metadata, blob, ACCOUNT",
    "PutBlob, write, blob, OBJECT",
    "CopyBlob, write, blob, OBJECT",
    "PutBlobFromURL, write, blob, OBJECT",
    "FlushFile, write, dfs, OBJECT",
    "SetContainerACL, acl, blob, CONTAINER",
    "CreateContainer, acl, blob, CONTAINER",
    "CreateFilesystem, acl, dfs, CONTAINER",
    "SetPathAccessControl, acl, dfs, OBJECT",
    "DeleteBlob, delete, blob, OBJECT",
    "DeleteContainer, delete, blob, CONTAINER",
    "DeleteFilesystem, delete, dfs, CONTAINER",
    "GetUserDelegationKey, other, blob, ACCOUNT",
    "GetWebContent, read, web, OBJECT",
    "BlobPreflightRequest, metadata, blob, OBJECT",
    "SomethingNew, other, blob, UNKNOWN"
  })
  void theNameDecides(String name, String operationClass, String endpoint, String target) {
    Operations.Operation operation = Operations.of(name);

    assertThat(operation.operationClass().word()).isEqualTo(operationClass);
    assertThat(operation.endpoint().word()).isEqualTo(endpoint);
    assertThat(operation.target()).hasToString(target);
    assertThat(Operations.isKnown(name)).isEqualTo(!name.equals("SomethingNew"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SetContainerACL", "CREATECONTAINER", "RestoreContainer", "CreateFilesystem"})
  void theseMayChangeThePublicLevel(String name) {
    assertThat(Operations.of(name).touchesLevel()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetBlob", "DeleteContainer", "SetPathAccessControl", "SetContainerMetadata"})
  void theseDoNot(String name) {
    assertThat(Operations.of(name).touchesLevel()).isFalse();
  }

  @Test
  void containersComeAndGo() {
    assertThat(Operations.of("CreateFilesystem").existence())
        .isEqualTo(Operations.Existence.CREATE);
    assertThat(Operations.of("DeleteContainer").existence()).isEqualTo(Operations.Existence.DELETE);
    assertThat(Operations.of("RestoreContainer").existence())
        .isEqualTo(Operations.Existence.RESTORE);
    assertThat(Operations.of("DeleteBlob").existence()).isEqualTo(Operations.Existence.NONE);
  }

  @Test
  void whatIsAnsweredToAnyoneProvesNothing() {
    assertThat(Operations.of("blobpreflightrequest").needsNoPermission()).isTrue();
    assertThat(Operations.of("GetWebContent").needsNoPermission()).isTrue();
    assertThat(Operations.of("GetBlobServiceProperties").needsNoPermission()).isTrue();
    assertThat(Operations.of("GetBlob").needsNoPermission()).isFalse();
    assertThat(Operations.of("SomethingNew").needsNoPermission()).isFalse();
  }
}

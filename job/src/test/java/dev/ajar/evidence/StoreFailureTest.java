package dev.ajar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class StoreFailureTest {
  private static final String ADDRESS =
      "https://logs.blob.core.windows.net/insights-logs-storageread/y=2024/PT1H.json"
          + "?timeout=90&sv=2023-11-03&sig=SeCrEt%2Fvalue";

  private static IOException abfs(String rest) {
    return new IOException(
        new IOException("Operation failed: \"The server, it seems, is busy.\", 503, " + rest));
  }

  @Test
  void whatAStoreAnsweredIsSaidByStatusAndCodeOnly() {
    assertThat(
            StoreFailure.of(
                abfs("GET, " + ADDRESS + ", rId: 7a-b, ServerBusy, \"Egress, over. Time:2024\"")))
        .isEqualTo("the store answered 503 (ServerBusy)");
    assertThat(StoreFailure.of(abfs("HEAD, " + ADDRESS + ", rId: 7a-b")))
        .isEqualTo("the store answered 503");
    assertThat(StoreFailure.of(abfs("GET, " + ADDRESS + ", rId: , , \"\"")))
        .isEqualTo("the store answered 503");
  }

  @Test
  void anyOtherFailureIsSaidByItsFirstCauseAndNeverByItsMessage() {
    IOException lost = new IOException(ADDRESS, new SocketTimeoutException("Read of " + ADDRESS));
    assertThat(StoreFailure.of(lost)).isEqualTo("SocketTimeoutException");
    assertThat(StoreFailure.answer(lost)).isEmpty();
    assertThat(StoreFailure.of(new FileNotFoundException(ADDRESS)))
        .isEqualTo("FileNotFoundException");
  }
}

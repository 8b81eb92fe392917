package dev.ajar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The floor: two threads read every byte and count line ends; nothing is found or written. */
final class FloorContender implements Contender {
  private static final int THREADS = 2;
  private static final int BUFFER = 1 << 20;

  private final BenchData data;

  FloorContender(BenchData data) {
    this.data = data;
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public void run(Path out) throws IOException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    long lines = 0;
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        counts.add(pool.submit(() -> count(next)));
      }
      for (Future<Long> count : counts) {
        lines += count.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(e);
    } finally {
      pool.shutdownNow();
    }
    if (lines != data.lines()) {
      throw new IllegalStateException(lines + " line ends, not " + data.lines());
    }
  }

  private long count(AtomicInteger next) {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long lines = 0;
    for (int i = next.getAndIncrement(); i < data.files().size(); i = next.getAndIncrement()) {
      try (FileChannel file = FileChannel.open(data.files().get(i))) {
        for (int n = file.read(buffer.clear()); n >= 0; n = file.read(buffer.clear())) {
          lines += count(bytes, n);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  private static int count(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** It finds nothing. */
  @Override
  public Outcome outcome(Path out) {
    return null;
  }
}

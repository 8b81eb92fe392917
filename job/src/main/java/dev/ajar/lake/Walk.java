package dev.ajar.lake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A walk from some places to all that they lead to, several at a time. What was found last is
 * visited first: so few places wait, however many there are.
 */
final class Walk<T> {
  private final Deque<T> waiting = new ArrayDeque<>();
  private final SourceFolders.Step<T> step;
  private int busy;
  private boolean stopped;

  private Walk(Collection<T> first, SourceFolders.Step<T> step) {
    this.waiting.addAll(first);
    this.step = step;
  }

  /**
   * Visits everything, and returns when all has been visited.
   *
   * @param threads how many places at a time
   * @throws Exception what the first step to fail threw; then not everything has been visited
   */
  static <T> void from(Collection<T> first, int threads, SourceFolders.Step<T> step)
      throws Exception {
    Walk<T> walk = new Walk<>(first, step);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Void> worker = walk::work;
      for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, worker))) {
        done.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    } finally {
      pool.shutdownNow();
    }
  }

  private Void work() throws Exception {
    boolean whole = false;
    try {
      for (T place = take(); place != null; place = take()) {
        leave(step.visit(place));
      }
      whole = true;
      return null;
    } finally {
      if (!whole) {
        stop();
      }
    }
  }

  /** The next place; null when there will be none. */
  private synchronized T take() throws InterruptedException {
    while (waiting.isEmpty() && busy > 0 && !stopped) {
      wait();
    }
    if (waiting.isEmpty() || stopped) {
      return null;
    }
    busy++;
    return waiting.pollLast();
  }

  private synchronized void leave(Collection<T> leadsTo) {
    busy--;
    waiting.addAll(leadsTo);
    if (!leadsTo.isEmpty() || busy == 0) {
      notifyAll();
    }
  }

  private synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}

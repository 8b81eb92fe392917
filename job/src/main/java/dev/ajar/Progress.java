package dev.ajar;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how a run comes along: a banner for each stage ({@code [3/7] windows: 1,204 rows, 42 s}), a
 * line for the sweep on a terminal, and the same as key=value lines in the log.
 *
 * <p>No value of any evidence passes through here: names of stages and numbers only. Safe for use
 * by several threads.
 */
public final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final Clock clock;
  private final PrintStream err;
  private final String audit;
  private final String runId;
  private final boolean terminal;
  private final AtomicInteger begun = new AtomicInteger();
  private volatile int expected;

  /** Progress that never writes a line again. */
  public Progress(Clock clock, PrintStream err, String audit, String runId) {
    this(clock, err, audit, runId, false);
  }

  /**
   * Progress of one run.
   *
   * @param err where banners go
   * @param terminal whether a line there may be written again
   */
  public Progress(Clock clock, PrintStream err, String audit, String runId, boolean terminal) {
    this.clock = clock;
    this.err = err;
    this.audit = audit;
    this.runId = runId;
    this.terminal = terminal;
  }

  /** How many stages there will be; until it is known, banners number them without a total. */
  public void expect(int stages) {
    expected = stages;
  }

  /** A stage begins. */
  public Stage stage(String name) {
    int number = begun.incrementAndGet();
    LOG.info(
        "event=stage_started audit={} run_id={} number={} stage={}", audit, runId, number, name);
    return new Stage(number, name, clock.instant());
  }

  /** The sweep begins: so many files and bytes will be read. */
  public Sweep sweep(long files, long bytes) {
    LOG.info(
        "event=sweep_started audit={} run_id={} files={} bytes={}", audit, runId, files, bytes);
    return new Sweep(files, bytes, clock.instant());
  }

  /** Something a person should know, that is no value of evidence. */
  public void note(String text) {
    LOG.info("event=note audit={} run_id={} text=\"{}\"", audit, runId, text);
    print(text);
  }

  private void print(String line) {
    synchronized (err) {
      err.println(line);
      err.flush();
    }
  }

  private String position(int number) {
    return expected > 0 ? "[" + number + "/" + expected + "]" : "[" + number + "]";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 0.4 s}, {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
  static String spell(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
  }

  /** {@code 512 B}, {@code 1.5 MB}, in powers of 1,000. */
  public static String spellBytes(long bytes) {
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[Math.max(unit, 0)]);
  }

  /** A stage at work; closed without {@link #done} it was left before its end. */
  public final class Stage implements AutoCloseable {
    private final int number;
    private final String name;
    private final Instant start;
    private boolean ended;

    private Stage(int number, String name, Instant start) {
      this.number = number;
      this.name = name;
      this.start = start;
    }

    /** The stage is done and made so many rows. */
    public void done(long rows) {
      end(": " + count(rows) + (rows == 1 ? " row" : " rows"));
      LOG.info(
          "event=stage_done audit={} run_id={} number={} stage={} rows={} millis={}",
          audit,
          runId,
          number,
          name,
          rows,
          Duration.between(start, clock.instant()).toMillis());
    }

    private void end(String result) {
      ended = true;
      String took = spell(Duration.between(start, clock.instant()));
      print(position(number) + " " + name + result + ", " + took);
    }

    /** Ends the stage, if {@link #done} did not. */
    @Override
    public void close() {
      if (!ended) {
        end(": stopped");
        LOG.info(
            "event=stage_stopped audit={} run_id={} number={} stage={}",
            audit,
            runId,
            number,
            name);
      }
    }
  }

  /** The sweep at work. */
  public final class Sweep implements AutoCloseable {
    private static final long MILLIS_BETWEEN_LINES = 200;

    private final long files;
    private final long bytes;
    private final Instant start;
    private long filesRead;
    private long bytesRead;
    private Instant printed = Instant.MIN;

    private Sweep(long files, long bytes, Instant start) {
      this.files = files;
      this.bytes = bytes;
      this.start = start;
    }

    /** So many more files and bytes were read, or read again after a machine was lost. */
    public synchronized void advance(long moreFiles, long moreBytes) {
      filesRead = Math.min(files, filesRead + moreFiles);
      bytesRead = Math.min(bytes, bytesRead + moreBytes);
      Instant now = clock.instant();
      boolean due =
          printed.equals(Instant.MIN)
              || Duration.between(printed, now).toMillis() >= MILLIS_BETWEEN_LINES;
      if (terminal && due) {
        printed = now;
        synchronized (err) {
          // Return to the line's start, and clear what a longer line left behind.
          err.print("\r" + line(now) + "\u001B[K");
          err.flush();
        }
      }
    }

    private String line(Instant now) {
      StringBuilder line = new StringBuilder("      sweep: ");
      line.append(count(filesRead)).append(" of ").append(count(files)).append(" files, ");
      line.append(spellBytes(bytesRead)).append(" of ").append(spellBytes(bytes));
      if (bytes > 0 && bytesRead > 0) {
        double share = (double) bytesRead / bytes;
        line.append(String.format(Locale.ROOT, ", %d %%", (int) (share * 100)));
        long left = (long) (Duration.between(start, now).toMillis() * (1 - share) / share);
        line.append(", ").append(spell(Duration.ofMillis(left))).append(" left");
      }
      return line.toString();
    }

    /** The sweep is over: its line goes, the stage's banner stays. */
    @Override
    public synchronized void close() {
      if (terminal && !printed.equals(Instant.MIN)) {
        synchronized (err) {
          err.print("\r\u001B[K");
          err.flush();
        }
      }
      LOG.info(
          "event=sweep_done audit={} run_id={} files={} bytes={} millis={}",
          audit,
          runId,
          filesRead,
          bytesRead,
          Duration.between(start, clock.instant()).toMillis());
    }
  }
}

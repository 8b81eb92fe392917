package dev.ajar.evidence;

import dev.ajar.model.Ticks;
import dev.ajar.tables.Sources;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the records of one file while it is read: {@code lines = accepted + outside + duplicate +
 * quarantined} (exposure.md §8). Duplicates are found later, among accepted records.
 */
public final class FileTally {
  /** Quarantined records kept of one file; all are counted. */
  public static final int KEPT_RECORDS = 1_000;

  /** Accounts that are named of those that a file's records ask for. */
  public static final int KEPT_ACCOUNTS = 64;

  /** Bytes kept of a quarantined record. */
  static final int KEPT_BYTES = 64 * 1024;

  /** Bytes of the longest secret that is known by its shape alone, percent-encoded. */
  private static final int LONGEST_KEY = 512;

  /** States of a file. */
  public static final String READ = "read";

  public static final String UNREADABLE = "unreadable";
  public static final String UNFINISHED = "unfinished";

  /** The reason of a last line that was still being written. */
  public static final String REASON_UNFINISHED = "unfinished";

  /** How a problem begins that may have passed when the file is read again. */
  private static final String READING_FAILED = "reading failed: ";

  private static final String NOT_OPENED = "could not be opened: ";

  /** How a problem begins that was the file's own. */
  private static final String BREAKS_OFF = "the file breaks off: ";

  /** How a problem begins that was the store's, and may be gone another time. */
  public static final List<String> MAY_PASS = List.of(READING_FAILED, NOT_OPENED);

  private final EvidenceFile file;
  private final Reading reading;
  private long accepted;
  private long outside;
  private long quarantined;
  private String state = READ;
  private String problem;
  private Timestamp firstHour;
  private Timestamp lastHour;
  private Collection<String> accounts;
  private Long readTo;
  private Long resumeAt;
  private String tailSha256;

  public FileTally(EvidenceFile file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  /** One record was kept. */
  public void accepted() {
    accepted++;
  }

  /** One record was read as far as needed, and nothing wants it. */
  public void outside() {
    outside++;
  }

  /**
   * One record could not be read as what it claims to be.
   *
   * @param offset where it begins, in the unpacked file
   * @param reason why, for a person; never holds the record's text
   * @param buffer holds the record from {@code start}
   * @return the row to hand on, with secrets cut; empty beyond the first thousand
   */
  public Optional<Row> quarantined(
      long offset, String reason, byte[] buffer, int start, int length) {
    quarantined++;
    if (reason.equals(REASON_UNFINISHED) && state.equals(READ)) {
      state = UNFINISHED;
    }
    if (quarantined > KEPT_RECORDS) {
      return Optional.empty();
    }
    // Secrets are cut before the end is, lest half of one stays.
    int read = Math.min(length, KEPT_BYTES + LONGEST_KEY);
    String cut = Secrets.cut(new String(buffer, start, read, StandardCharsets.UTF_8));
    String raw = length <= KEPT_BYTES ? cut : cut.substring(0, Math.min(cut.length(), KEPT_BYTES));
    return Optional.of(reading.quarantine(RowFactory.create(file.file(), offset, reason, raw)));
  }

  /** The store failed while the file was read, or what is packed in the file broke off. */
  public void failed(IOException e) {
    boolean packed = e instanceof EOFException || e instanceof ZipException;
    unreadable((packed ? BREAKS_OFF : READING_FAILED) + StoreFailure.of(e));
  }

  /** The store did not open the file. */
  public void notOpened(IOException e) {
    unreadable(NOT_OPENED + StoreFailure.of(e));
  }

  /** The file was not read to its end; {@code why} is for a person and holds no evidence. */
  public void unreadable(String why) {
    state = UNREADABLE;
    problem = why;
  }

  /**
   * What the records ask for.
   *
   * @param first first ticks of the first clock hour of their own times
   * @param last first ticks of the last one
   * @param asked accounts, in order; null if they are too many to name
   */
  public void asks(long first, long last, Collection<String> asked) {
    firstHour = Timestamp.from(Ticks.toInstant(first));
    lastHour = Timestamp.from(Ticks.toInstant(last));
    accounts = asked;
  }

  /**
   * The file was read to what was then its end.
   *
   * @param end how many stored bytes there were
   * @param resume where reading can go on if the file grows: behind whole lines only
   * @param tail SHA-256, lower hex, of what stands before {@code end}
   */
  public void readTo(long end, long resume, String tail) {
    readTo = end;
    resumeAt = resume;
    tailSha256 = tail;
  }

  /** Whether a problem was the store's, and may be gone another time. */
  public static boolean mayPass(String problem) {
    return MAY_PASS.stream().anyMatch(problem::startsWith);
  }

  /** When a file was last modified, as {@code sources} says it. */
  public static Timestamp modifiedAt(EvidenceFile file) {
    return Timestamp.from(Instant.EPOCH.plus(file.modifiedMicros(), ChronoUnit.MICROS));
  }

  /** The file's own row, the last that a reader returns. */
  public Row end() {
    Object[] row = new Object[Sources.TABLE.columns().length()];
    set(row, Sources.FILE, file.file());
    set(row, Sources.KIND, file.kind());
    set(row, Sources.BYTES, file.bytes());
    set(row, Sources.ETAG, file.etag());
    set(row, Sources.MODIFIED_AT, modifiedAt(file));
    set(row, Sources.STATE, state);
    set(row, Sources.LINES, accepted + outside + quarantined);
    set(row, Sources.ACCEPTED, accepted);
    set(row, Sources.OUTSIDE, outside);
    set(row, Sources.DUPLICATE, 0L);
    set(row, Sources.QUARANTINED, quarantined);
    set(row, Sources.PROBLEM, problem);
    set(row, Sources.FIRST_HOUR, firstHour);
    set(row, Sources.LAST_HOUR, lastHour);
    set(row, Sources.ACCOUNTS, accounts == null ? null : accounts.toArray(String[]::new));
    set(row, Sources.READ_TO, readTo);
    set(row, Sources.RESUME_AT, resumeAt);
    set(row, Sources.TAIL_SHA256, tailSha256);
    return reading.source(RowFactory.create(row));
  }

  private static void set(Object[] row, String column, Object value) {
    row[Sources.TABLE.columns().fieldIndex(column)] = value;
  }
}

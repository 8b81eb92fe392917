package dev.ajar.evidence.accounts;

import dev.ajar.config.Rules;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceReader;
import dev.ajar.evidence.SnapshotRows;
import dev.ajar.evidence.TakenAt;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Reads lists of storage accounts, or single ones: what each account's settings were when the list
 * was made. Rows have the schema of {@link SnapshotRows#READING}.
 */
public final class AccountSnapshotReader implements EvidenceReader {
  private static final long serialVersionUID = 1L;

  private final SourceConfig source;
  private final Rules rules;

  /**
   * A reader of one source's files.
   *
   * @param source says when they were taken, and by which version of the API
   * @param rules say what an unset switch means for an account's age
   */
  public AccountSnapshotReader(SourceConfig source, Rules rules) {
    this.source = source;
    this.rules = rules;
  }

  @Override
  public Iterator<Row> read(EvidenceFile file, InputStream bytes) {
    TakenAt taken = TakenAt.of(source, file.file());
    UnsetSettings unset = new UnsetSettings(source.apiVersion(), rules);
    return new SnapshotRows(file, bytes, taken, new AccountContent(file, taken, unset));
  }
}

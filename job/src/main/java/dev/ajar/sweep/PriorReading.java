package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.FileTally;
import dev.ajar.lake.FileVersion;
import dev.ajar.tables.Readings;
import dev.ajar.tables.Sources;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What an earlier run read: one version of one file.
 *
 * @param file its name in tables
 * @param kind kind of its source
 * @param version names a version that was gone; null if the file was as it was read
 * @param read what tells this version from others
 * @param readTo how many bytes there were to read; null if it was packed
 * @param resumeAt where reading can go on if it grew; null likewise
 * @param tail hash of what stands before {@code readTo}; null likewise
 * @param mayPass whether the store failed while it was read: it may not, another time
 * @param holds whether it was read for what is wanted now
 */
record PriorReading(
    String file,
    String kind,
    String version,
    FileVersion read,
    Long readTo,
    Long resumeAt,
    String tail,
    boolean mayPass,
    boolean holds) {
  /** The column of a tally that says whether it was read for what is wanted now. */
  static final String HOLDS = "holds";

  /** What becomes of it. */
  enum Action {
    /** It holds. */
    KEEP,
    /** It holds, and the file's end is read. */
    GROWN,
    /** It holds as far as it goes; the version is gone. */
    GONE,
    /** The file is read anew. */
    DROP,
    /** Nothing asks for it now. */
    LEAVE
  }

  /** Columns of what was decided. */
  static final String FILE = "decided_file";

  static final String AS_VERSION = "decided_version";
  static final String ACTION = "decided_action";
  static final String LABEL = "decided_label";
  static final String NOW = "decided_now_";

  static final StructType DECIDED = decidedType();

  private static StructType decidedType() {
    StructType type =
        new StructType()
            .add(FILE, DataTypes.StringType)
            .add(AS_VERSION, DataTypes.StringType)
            .add(ACTION, DataTypes.StringType)
            .add(LABEL, DataTypes.StringType);
    for (String column : FileVersion.COLUMNS) {
      type = type.add(NOW + column, Sources.TABLE.columns().apply(column).dataType());
    }
    return type;
  }

  /** Of a tally with {@link Readings#VERSION} and {@link #HOLDS}. */
  static PriorReading of(Row tally) {
    String problem = tally.getAs(Sources.PROBLEM);
    return new PriorReading(
        tally.getAs(Sources.FILE),
        tally.getAs(Sources.KIND),
        tally.getAs(Readings.VERSION),
        FileVersion.of(tally),
        tally.getAs(Sources.READ_TO),
        tally.getAs(Sources.RESUME_AT),
        tally.getAs(Sources.TAIL_SHA256),
        problem != null && FileTally.mayPass(problem),
        tally.<Boolean>getAs(HOLDS));
  }

  /** Whether its bytes may be the beginning of the file as it is now. */
  boolean mayHaveGrown(EvidenceFile now) {
    return version == null && readTo != null && !read.isOf(now) && readTo <= now.bytes();
  }

  /**
   * What becomes of it.
   *
   * @param now the file as it is; null if it is not among those that the pass asks for
   * @param asked whether the pass asks for such a file
   * @param grew whether its bytes are the beginning of the file as it is
   */
  Action action(EvidenceFile now, boolean asked, boolean grew) {
    boolean again = mayPass || !holds;
    if (now != null && read.isOf(now)) {
      return again ? Action.DROP : Action.KEEP;
    }
    if (now != null && grew) {
      return again || resumeAt == 0 ? Action.DROP : Action.GROWN;
    }
    return asked ? Action.GONE : Action.LEAVE;
  }

  /** A row of {@link #DECIDED}. */
  Row decided(Action action, EvidenceFile now) {
    boolean patched = action == Action.GROWN;
    return RowFactory.create(
        file,
        version,
        action.name(),
        switch (action) {
          case GONE -> read.label();
          case LEAVE -> version;
          default -> null;
        },
        patched ? now.bytes() : null,
        patched ? now.etag() : null,
        patched ? FileTally.modifiedAt(now) : null);
  }
}

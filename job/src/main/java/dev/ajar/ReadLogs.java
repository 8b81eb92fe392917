package dev.ajar;

import static org.apache.spark.sql.functions.col;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.Reading;
import dev.ajar.lake.ReadMeter;
import dev.ajar.sweep.AskedHours;
import dev.ajar.sweep.LogFile;
import dev.ajar.sweep.LogInventory;
import dev.ajar.sweep.RecallReadings;
import dev.ajar.sweep.RecallReadings.Recalled;
import dev.ajar.sweep.SweepLogs;
import dev.ajar.sweep.SweepWants;
import dev.ajar.sweep.WantsOverTime;
import dev.ajar.tables.Readings;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/** Reads storage logs: what earlier runs read is recalled, only the rest is opened. */
final class ReadLogs {
  private final SparkSession session;
  private final Kept kept;
  private final Dataset<Row> before;
  private final String toolVersion;

  /**
   * @param before rows of {@link Readings}, as the last committed run left them
   * @param toolVersion version of Ajar: another one may read otherwise, and reads anew
   */
  ReadLogs(SparkSession session, Kept kept, Dataset<Row> before, String toolVersion) {
    this.session = session;
    this.kept = kept;
    this.before = before;
    this.toolVersion = toolVersion;
  }

  /**
   * Begins a pass: recalls what is known.
   *
   * @param pass its name in {@link Readings}
   * @param logs where the logs lie
   * @param asked what it asks for
   * @param wants what it wants of them
   */
  Begun begin(String pass, LogInventory logs, AskedHours asked, SweepWants wants) {
    List<LogFile> files = logs.needed(asked).files();
    Broadcast<WantsOverTime> overTime =
        session
            .sparkContext()
            .broadcast(
                new WantsOverTime(wants, toolVersion),
                ClassTag$.MODULE$.apply(WantsOverTime.class));
    RecallReadings recall = new RecallReadings(session, files, asked, overTime);
    Dataset<Row> ofPass = before.where(col(Readings.PASS).equalTo(pass));
    return new Begun(pass, files, wants, recall, recall.recall(ofPass));
  }

  /** A pass of which it is known what is left to read. */
  final class Begun {
    private final String pass;
    private final List<LogFile> files;
    private final SweepWants wants;
    private final RecallReadings recall;
    private final Recalled recalled;

    private Begun(
        String pass,
        List<LogFile> files,
        SweepWants wants,
        RecallReadings recall,
        Recalled recalled) {
      this.pass = pass;
      this.files = files;
      this.wants = wants;
      this.recall = recall;
      this.recalled = recalled;
    }

    /** What is left to read. */
    List<EvidenceSlice> parts() {
      return recalled.parts();
    }

    /** Reads it; {@code gauge} is told of what was read, null tells nobody. */
    LogPass read(ReadMeter.Gauge gauge) {
      Dataset<Row> read = SweepLogs.readParts(session, parts(), wants, gauge);
      Dataset<Row> readings =
          kept.keepSpread(recalled.readings().union(RecallReadings.read(read, pass)));
      Dataset<Row> tallies = kept.keep(recall.tallies(readings));
      Column version = col(Readings.VERSION);
      return new LogPass(
          files,
          parts(),
          recalled.gone(),
          Reading.select(readings, Readings.RECORD, version),
          Reading.select(readings, Readings.HOUR, version),
          Reading.select(readings, Readings.MENTION, version),
          kept.keep(recall.sources(tallies)),
          SweepLogs.quarantined(readings, Readings.VERSION),
          recall.stored(readings, tallies, pass).union(recalled.left()));
    }
  }
}

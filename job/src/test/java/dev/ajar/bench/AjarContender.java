package dev.ajar.bench;

import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.Reading;
import dev.ajar.evidence.storagelogs.StorageLogReader;
import dev.ajar.lake.EvidenceListing;
import dev.ajar.sweep.MatchWindows;
import dev.ajar.sweep.SweepLogs;
import dev.ajar.sweep.SweepWants;
import dev.ajar.sweep.WindowIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/** The product's own path, listing of files and index of windows included, to Delta. */
final class AjarContender implements Contender {
  private final String name;
  private final SparkSession session;
  private final BenchData data;
  private final BenchWindows windows;

  AjarContender(String name, SparkSession session, BenchData data, BenchWindows windows) {
    this.name = name;
    this.session = session;
    this.data = data;
    this.windows = windows;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(Path out) throws IOException {
    Broadcast<WindowIndex> index =
        session
            .sparkContext()
            .broadcast(windows.index(), ClassTag$.MODULE$.apply(WindowIndex.class));
    Dataset<Row> read =
        SweepLogs.read(session, files(), new SweepWants(index, Map.of()), /* gauge= */ null);
    Dataset<Row> records = Reading.select(read, StorageLogReader.RECORD);
    MatchWindows.transform(records, index)
        .write()
        .format("delta")
        .options(AS_AJAR)
        .save(out.toUri().toString());
    index.destroy();
  }

  private List<EvidenceFile> files() throws IOException {
    List<EvidenceFile> files = new ArrayList<>();
    for (Path folder : data.sources()) {
      String path = folder.toString();
      SourceConfig source =
          new SourceConfig(0, SourceKind.STORAGE_LOGS, path, path, null, false, null, null, null);
      files.addAll(EvidenceListing.with(session).list(source).files());
    }
    return files;
  }

  @Override
  public Outcome outcome(Path out) {
    return Outcome.of(session.read().format("delta").load(out.toUri().toString()));
  }
}

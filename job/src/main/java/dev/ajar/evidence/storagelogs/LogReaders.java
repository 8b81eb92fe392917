package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.lines.LineReader;
import java.io.InputStream;
import java.util.Set;

/**
 * The readers that a task needs, each made when a file first asks for it and kept for the next:
 * what a reader learnt of one file serves the others. Not thread-safe.
 */
public final class LogReaders {
  private static final Set<String> WRAPPER_KEYS = Set.of("records");

  private final Wanted wanted;
  private final LogSink sink;
  private SliceReader resourceLogs;
  private SliceReader exports;
  private SliceReader csvFiles;
  private SliceReader classicLogs;

  /** Readers that keep what {@code wanted} wants. */
  public LogReaders(Wanted wanted, LogSink sink) {
    this.wanted = wanted;
    this.sink = sink;
  }

  /** The reader of a file, by the kind of its source and by its name. */
  public SliceReader of(EvidenceFile file) {
    return switch (LogLayout.ofKind(file.kind())) {
      case RESOURCE_LOG -> {
        resourceLogs = resourceLogs == null ? resourceLogs() : resourceLogs;
        yield resourceLogs;
      }
      case WORKSPACE_EXPORT -> {
        if (StorageLogPath.isCsv(LogLayout.WORKSPACE_EXPORT, file.file())) {
          csvFiles = csvFiles == null ? csvFiles() : csvFiles;
          yield csvFiles;
        }
        exports = exports == null ? exports() : exports;
        yield exports;
      }
      case CLASSIC -> {
        classicLogs = classicLogs == null ? classicLogs() : classicLogs;
        yield classicLogs;
      }
    };
  }

  private SliceReader resourceLogs() {
    return new Lines(StorageLogReader.ofSlices(wanted, sink));
  }

  private SliceReader exports() {
    return new Lines(
        new LineReader(
            WRAPPER_KEYS, LogField.OF_EXPORT, new LogSlots(), new RecordIntake(wanted, sink)));
  }

  private SliceReader csvFiles() {
    return new CsvReader(new RecordIntake(wanted, sink));
  }

  private SliceReader classicLogs() {
    return new ClassicReader(new RecordIntake(wanted, sink));
  }

  private record Lines(LineReader reader) implements SliceReader {
    @Override
    public void begin(EvidenceSlice slice, byte[] head, InputStream rest, boolean packed) {
      reader.begin(slice, head, rest, packed);
    }

    @Override
    public boolean advance() {
      return reader.advance();
    }
  }
}

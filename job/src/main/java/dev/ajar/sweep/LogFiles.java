package dev.ajar.sweep;

import dev.ajar.evidence.EvidenceSlice;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.lake.ReadMeter;
import java.util.List;

/** The files of a scan, and what is wanted of them. */
interface LogFiles {
  /** What may hold a record that passes {@code filter}; listed now, if need be. */
  List<EvidenceSlice> parts(LogFilter filter);

  /** Which records are wanted of those that pass {@code filter}. */
  Wanted wanted(LogFilter filter);

  /** Whether rows are records; else they are of the whole reading. */
  boolean recordsOnly();

  /** Who is told of what was read; null for nobody. */
  ReadMeter.Gauge gauge();
}

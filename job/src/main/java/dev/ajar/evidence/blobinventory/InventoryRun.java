package dev.ajar.evidence.blobinventory;

import dev.ajar.evidence.EvidenceFile;
import java.io.Serializable;
import java.util.List;

/**
 * One complete run of an inventory rule: its manifest, verified, and those of its files that are
 * there. What makes it unlike a whole run stands in the rows of {@link InventoryRuns}.
 *
 * @param manifest the manifest's file
 * @param facts what the manifest says
 * @param files its files that are there, in the manifest's order
 */
public record InventoryRun(EvidenceFile manifest, InventoryManifest facts, List<EvidenceFile> files)
    implements Serializable {
  /** Whether its files are Parquet, to be read by {@link InventoryParquet}; else CSV. */
  public boolean isParquet() {
    return facts.format() == InventoryManifest.Format.PARQUET;
  }

  /** Completion of the run, in ticks: all it says was true by then. */
  public long completionTicks() {
    return facts.completionTicks();
  }
}

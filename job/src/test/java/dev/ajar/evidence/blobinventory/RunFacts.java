package dev.ajar.evidence.blobinventory;

import dev.ajar.model.Ticks;
import java.util.ArrayList;
import java.util.List;

/** What a run's manifest says, as lines of text. */
public final class RunFacts {
  private RunFacts() {}

  /** A line for each fact and each file of {@code run}. */
  public static List<String> of(InventoryRun run) {
    InventoryManifest facts = run.facts();
    List<String> lines = new ArrayList<>();
    lines.add("run account=" + facts.account());
    lines.add("run rule=" + facts.rule());
    lines.add("run format=" + facts.format());
    lines.add("run subject=" + facts.subject());
    lines.add("run fields=" + facts.fields());
    lines.add("run start=" + Ticks.toInstant(facts.startTicks()));
    lines.add("run completion=" + Ticks.toInstant(facts.completionTicks()));
    run.files().forEach(file -> lines.add("run file=" + file.file()));
    return lines;
  }
}

package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deals files out to tasks by their bytes; the same files give the same tasks in any order. */
final class PackFiles {
  private static final long LARGEST_TASK = 128L << 20;
  private static final long SMALLEST_TASK = 4L << 20;

  /** What opening a file costs, in bytes that could have been read instead. */
  private static final long OPENING = 1L << 20;

  private static final int TASKS_A_CORE = 2;

  private PackFiles() {}

  /** Files that follow one another by name share a task, up to its share of the bytes. */
  static List<List<EvidenceFile>> pack(List<EvidenceFile> files, int cores) {
    List<EvidenceFile> sorted =
        files.stream()
            .sorted(
                Comparator.comparing(EvidenceFile::file)
                    .thenComparing(EvidenceFile::source)
                    .thenComparing(EvidenceFile::uri))
            .toList();
    long all = sorted.stream().mapToLong(PackFiles::cost).sum();
    long share = all / Math.max(1, (long) cores * TASKS_A_CORE);
    long limit = Math.max(SMALLEST_TASK, Math.min(LARGEST_TASK, share));
    List<List<EvidenceFile>> packs = new ArrayList<>();
    List<EvidenceFile> pack = new ArrayList<>();
    long packed = 0;
    for (EvidenceFile file : sorted) {
      if (!pack.isEmpty() && packed + cost(file) > limit) {
        packs.add(List.copyOf(pack));
        pack.clear();
        packed = 0;
      }
      pack.add(file);
      packed += cost(file);
    }
    if (!pack.isEmpty()) {
      packs.add(List.copyOf(pack));
    }
    return packs;
  }

  private static long cost(EvidenceFile file) {
    return file.bytes() + OPENING;
  }
}

package dev.ajar.lake;

import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.EvidenceSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Deals files out to tasks by their bytes: many small files to a task, a large one over many tasks.
 * The same files give the same tasks in any order.
 */
public final class PackSlices {
  private static final long LARGEST_TASK = 512L << 20;
  private static final long SMALLEST_TASK = 4L << 20;

  /** What opening a file costs, in bytes that could have been read instead. */
  private static final long OPENING = 1L << 20;

  private static final int TASKS_A_CORE = 4;

  private PackSlices() {}

  /** Slices that follow one another by name share a task, up to its share of the bytes. */
  public static List<List<EvidenceSlice>> pack(List<EvidenceFile> files, int cores) {
    return pack(files, cores, /* mayCut= */ true);
  }

  /** As above, and no file is cut: for readers that need it whole. */
  static List<List<EvidenceSlice>> packWhole(List<EvidenceFile> files, int cores) {
    return pack(files, cores, /* mayCut= */ false);
  }

  private static List<List<EvidenceSlice>> pack(
      List<EvidenceFile> files, int cores, boolean mayCut) {
    List<EvidenceFile> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.comparing(EvidenceFile::file)
            .thenComparing(EvidenceFile::source)
            .thenComparing(EvidenceFile::uri));
    long all = 0;
    for (EvidenceFile file : sorted) {
      all += OPENING + file.bytes();
    }
    long share = all / Math.max(1, (long) cores * TASKS_A_CORE);
    long limit = Math.max(SMALLEST_TASK, Math.min(LARGEST_TASK, share));
    List<List<EvidenceSlice>> packs = new ArrayList<>();
    List<EvidenceSlice> pack = new ArrayList<>();
    long packed = 0;
    for (EvidenceFile file : sorted) {
      for (EvidenceSlice slice : slices(file, mayCut ? limit : Long.MAX_VALUE)) {
        long cost = OPENING + slice.bytes();
        if (!pack.isEmpty() && packed + cost > limit) {
          packs.add(List.copyOf(pack));
          pack.clear();
          packed = 0;
        }
        pack.add(slice);
        packed += cost;
      }
    }
    if (!pack.isEmpty()) {
      packs.add(List.copyOf(pack));
    }
    return packs;
  }

  /** The file in slices of equal length, of at most {@code limit} bytes; packed files whole. */
  private static List<EvidenceSlice> slices(EvidenceFile file, long limit) {
    long count = file.bytes() <= limit ? 1 : (file.bytes() + limit - 1) / limit;
    if (count == 1 || file.file().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return List.of(EvidenceSlice.whole(file));
    }
    List<EvidenceSlice> slices = new ArrayList<>();
    long length = (file.bytes() + count - 1) / count;
    for (long i = 0; i < count; i++) {
      boolean last = i == count - 1;
      slices.add(new EvidenceSlice(file, i * length, last ? Long.MAX_VALUE : (i + 1) * length));
    }
    return slices;
  }
}

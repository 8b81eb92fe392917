package dev.ajar.lake;

import dev.ajar.config.SourceKind;
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
  private static final long LARGEST_TASK = 2L << 30;
  private static final long SMALLEST_TASK = 4L << 20;

  /** What opening a file costs, in bytes that could have been read instead. */
  private static final long OPENING = 1L << 20;

  private static final int TASKS_A_CORE = 4;

  private PackSlices() {}

  /**
   * Slices that follow one another by name share a task, up to its share of the bytes.
   *
   * @param parts files, or their ends
   */
  public static List<List<EvidenceSlice>> pack(List<EvidenceSlice> parts, int cores) {
    return pack(parts, cores, /* mayCut= */ true);
  }

  /** As above, of whole files of which none is cut: for readers that need it whole. */
  static List<List<EvidenceSlice>> packWhole(List<EvidenceFile> files, int cores) {
    return pack(files.stream().map(EvidenceSlice::whole).toList(), cores, /* mayCut= */ false);
  }

  private static List<List<EvidenceSlice>> pack(
      List<EvidenceSlice> parts, int cores, boolean mayCut) {
    List<EvidenceSlice> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(EvidenceSlice::file, EvidenceFile.BY_NAME));
    long all = 0;
    for (EvidenceSlice part : sorted) {
      all += OPENING + part.bytes();
    }
    long share = all / Math.max(1, (long) cores * TASKS_A_CORE);
    long limit = Math.max(SMALLEST_TASK, Math.min(LARGEST_TASK, share));
    List<List<EvidenceSlice>> packs = new ArrayList<>();
    List<EvidenceSlice> pack = new ArrayList<>();
    long packed = 0;
    for (EvidenceSlice part : sorted) {
      for (EvidenceSlice slice : slices(part, mayCut ? limit : Long.MAX_VALUE)) {
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

  /** Only what is read by lines of JSON may be. */
  private static boolean mayBeCut(EvidenceFile file) {
    String name = file.file().toLowerCase(Locale.ROOT);
    return !name.endsWith(".gz")
        && !name.endsWith(".csv")
        && !file.kind().equals(SourceKind.STORAGE_ANALYTICS.word());
  }

  /** A part in slices of equal length, of at most {@code limit} bytes; packed files whole. */
  private static List<EvidenceSlice> slices(EvidenceSlice part, long limit) {
    EvidenceFile file = part.file();
    long count = part.bytes() <= limit ? 1 : (part.bytes() + limit - 1) / limit;
    if (count == 1 || !mayBeCut(file)) {
      return List.of(part);
    }
    List<EvidenceSlice> slices = new ArrayList<>();
    long length = (part.bytes() + count - 1) / count;
    for (long i = 0; i < count; i++) {
      long from = part.from() + i * length;
      long to = i == count - 1 ? part.to() : from + length;
      slices.add(new EvidenceSlice(file, from, to, part.byLines()));
    }
    return slices;
  }
}

package dev.ajar.evidence.lines;

import dev.ajar.evidence.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What texts mean, by their bytes: worked out once for each text, looked up without making one.
 * Bounded: when many are known, all are forgotten.
 */
public final class Meanings<V> {
  private static final int FEWEST_SLOTS = 1 << 6;
  private static final int MOST_SLOTS = 1 << 14;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  @SuppressWarnings("ArrayRecordComponent") // Compared by its bytes alone, in one place.
  private record Entry<V>(byte[] text, V meaning) {}

  private final Function<String, V> meaning;

  private Entry<V>[] entries = slots(FEWEST_SLOTS);
  private Entry<V> last;
  private int known;

  /**
   * @param meaning of a text; never null
   */
  public Meanings(Function<String, V> meaning) {
    this.meaning = meaning;
  }

  /** What the text from {@code from} to {@code to} means, UTF-8; eight more bytes must be there. */
  public V of(byte[] bytes, int from, int to) {
    if (last != null && is(last, bytes, from, to)) {
      return last.meaning;
    }
    int slot = slot(bytes, from, to);
    while (entries[slot] != null) {
      if (is(entries[slot], bytes, from, to)) {
        last = entries[slot];
        return last.meaning;
      }
      slot = (slot + 1) & (entries.length - 1);
    }
    return learn(bytes, from, to, slot);
  }

  /** What the text of a field that is present means. */
  public V of(LineSlots line, int field) {
    return of(line.bytes(), line.start(field), line.end(field));
  }

  private V learn(byte[] bytes, int from, int to, int free) {
    V value = meaning.apply(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    last = new Entry<>(Arrays.copyOfRange(bytes, from, to), value);
    entries[free] = last;
    known++;
    if (known > entries.length / 2) {
      makeRoom();
    }
    return value;
  }

  private void makeRoom() {
    Entry<V>[] before = entries;
    boolean forget = before.length == MOST_SLOTS;
    entries = slots(forget ? FEWEST_SLOTS : before.length * 2);
    known = 0;
    for (Entry<V> entry : before) {
      if (entry != null && !forget) {
        byte[] padded = Arrays.copyOf(entry.text, entry.text.length + Long.BYTES);
        int slot = slot(padded, 0, entry.text.length);
        while (entries[slot] != null) {
          slot = (slot + 1) & (entries.length - 1);
        }
        entries[slot] = entry;
        known++;
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> Entry<V>[] slots(int count) {
    return new Entry[count];
  }

  private static <V> boolean is(Entry<V> entry, byte[] bytes, int from, int to) {
    return Arrays.equals(entry.text, 0, entry.text.length, bytes, from, to);
  }

  private int slot(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ EightBytes.at(bytes, at)) * MIX;
      hash ^= hash >>> 29;
    }
    int rest = to - at;
    if (rest > 0) {
      hash = (hash ^ (EightBytes.at(bytes, at) & (-1L >>> (64 - 8 * rest)))) * MIX;
    }
    return (int) (hash >>> 40) & (entries.length - 1);
  }
}

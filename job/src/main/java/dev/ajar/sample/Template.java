package dev.ajar.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A log line made ready once and filled many times: the bytes between the places that change, and
 * which place follows which bytes. The bulk of the logs is written so.
 */
final class Template {
  /** Places that change, by their index among the values of {@link #fill}. */
  static final int TIME = 0;

  static final int REQUEST_ID = 1;

  static final int CLIENT_REQUEST_ID = 2;

  static final int ADDRESS = 3;

  static final int OBJECT = 4;

  static final int ETAG = 5;

  static final int MODIFIED = 6;

  static final int BYTES = 7;

  static final int PORT = 8;

  /** What stands for each place in the text that is cut. */
  private static final List<String> MARKS =
      List.of(
          "2001-01-01T00:00:00.0000001Z",
          "ZZREQUESTZZ",
          "ZZCLIENTZZ",
          "ZZADDRESSZZ",
          "ZZOBJECTZZ",
          "ZZETAGZZ",
          "ZZMODIFIEDZZ",
          "987654321987",
          "65536001");

  /** How many places there are. */
  static final int PLACES = MARKS.size();

  private final byte[][] pieces;
  private final int[] slots;

  /** What stands for a place in the text of a template. */
  static String mark(int place) {
    return MARKS.get(place);
  }

  /** Cuts {@code line}, which holds marks, and puts a line end behind it. */
  Template(String line) {
    List<byte[]> found = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    String text = line + "\n";
    int from = 0;
    while (true) {
      int next = -1;
      int slot = -1;
      for (int candidate = 0; candidate < PLACES; candidate++) {
        int at = text.indexOf(mark(candidate), from);
        if (at >= 0 && (next < 0 || at < next)) {
          next = at;
          slot = candidate;
        }
      }
      if (slot < 0) {
        break;
      }
      found.add(text.substring(from, next).getBytes(StandardCharsets.UTF_8));
      order.add(slot);
      from = next + mark(slot).length();
    }
    found.add(text.substring(from).getBytes(StandardCharsets.UTF_8));
    pieces = found.toArray(byte[][]::new);
    slots = order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Writes the line to {@code to} from {@code at}; returns where it ends. */
  int fill(byte[][] values, byte[] to, int at) {
    int end = at;
    for (int i = 0; i < pieces.length; i++) {
      byte[] piece = pieces[i];
      System.arraycopy(piece, 0, to, end, piece.length);
      end += piece.length;
      if (i < slots.length) {
        byte[] value = values[slots[i]];
        System.arraycopy(value, 0, to, end, value.length);
        end += value.length;
      }
    }
    return end;
  }
}

package dev.ajar.evidence.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shapes of log lines seen so far: what stands between their values, byte by byte.
 *
 * <p>Azure writes the lines of a log in few shapes: the same members in the same order, some left
 * out. A line that has a known shape is walked without a parser: what stands between two values is
 * compared, a value is passed by looking for its end, eight bytes at a time. A shape is learnt from
 * a line that the full parser accepted, and only texts and numbers may differ from it, so a line
 * that fits is the same JSON with other values, whatever its spacing, its order or its unknown
 * members. Every other line is the full parser's.
 *
 * <p>Shapes share their steps, and lines may mix them. Not thread-safe.
 */
final class LineShapes {
  /** Bytes that must be there to be read behind a line; none of them may be part of a line. */
  static final int PADDING = 32;

  /** What {@link #walk} returns of a line whose shape is not known. */
  static final int UNKNOWN = -1;

  private static final int MOST_STEPS = 20_000;
  private static final int MOST_DIGITS = 18;
  private static final int MOST_DEPTH = 16;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final ShapeStep root =
      new ShapeStep(new byte[0], ShapeStep.Kind.END, LineFields.NONE, 0, false);
  private final Map<Place, ShapeStep> steps = new HashMap<>();
  private final Texts texts = new Texts();
  private final Set<String> wrapperKeys;
  private final LineFields fields;

  /**
   * @param wrapperKeys members of a line that may make it a document of many records
   * @param fields what matters of a line
   */
  LineShapes(Set<String> wrapperKeys, LineFields fields) {
    this.wrapperKeys = wrapperKeys;
    this.fields = fields;
  }

  /** Whether the line that was walked last holds bytes beyond ASCII, which may be no UTF-8. */
  boolean isBeyondAscii() {
    return texts.beyondAscii;
  }

  /**
   * Walks the line that begins at {@code begin} and notes where its fields stand.
   *
   * @param bytes holds the line; behind its last byte at least {@link #PADDING} more can be read,
   *     the first a line end
   * @return where the line's object ends; a line end, a carriage return or the end of what was read
   *     stands there. {@link #UNKNOWN} if no known shape fits
   */
  int walk(byte[] bytes, int begin, LineSlots slots) {
    slots.clear(bytes);
    texts.beyondAscii = false;
    ShapeStep at = root;
    int position = begin;
    while (true) {
      ShapeStep step = at.next(bytes, position);
      if (step == null) {
        return UNKNOWN;
      }
      position += step.length;
      if (step.endsEntry) {
        slots.endEntry();
      }
      if (step.forgets != 0) {
        slots.forget(step.forgets);
      }
      int end;
      switch (step.kind) {
        case TEXT -> end = textEnd(step, bytes, position);
        case NUMBER -> end = numberEnd(bytes, position);
        default -> {
          return position;
        }
      }
      if (end < 0) {
        return UNKNOWN;
      }
      if (step.field != LineFields.NONE) {
        slots.set(step.field, position, end, texts.escaped);
      }
      position = end;
      at = step;
    }
  }

  private int textEnd(ShapeStep step, byte[] bytes, int from) {
    int usual = step.endOfUsual(bytes, from);
    if (usual > 0) {
      texts.escaped = false;
      return usual;
    }
    int end = texts.end(bytes, from);
    if (end > 0 && !texts.escaped && !texts.beyondAscii) {
      step.remember(bytes, from, end);
    }
    return end;
  }

  /** Behind the number at {@code at}, or -1: no exponent, not longer than a long. */
  private int numberEnd(byte[] bytes, int at) {
    texts.escaped = false;
    int from = bytes[at] == '-' ? at + 1 : at;
    int end = digits(bytes, from);
    if (end == from || (bytes[from] == '0' && end > from + 1)) {
      return UNKNOWN;
    }
    if (bytes[end] == '.') {
      int whole = end;
      end = digits(bytes, whole + 1);
      if (end == whole + 1) {
        return UNKNOWN;
      }
    }
    boolean exponent = bytes[end] == 'e' || bytes[end] == 'E';
    return exponent || end - from > MOST_DIGITS ? UNKNOWN : end;
  }

  private static int digits(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /**
   * Learns the shape of a line that the full parser accepted as one record. A line whose values
   * could mean something else where they stand (an object that is text, say) teaches nothing.
   *
   * @param start where the line's object begins: at a brace
   */
  void learn(byte[] bytes, int start, int length) {
    if (steps.size() >= MOST_STEPS) {
      // Lines of ever new shapes: the newest are as good as the oldest.
      steps.clear();
      root.forgetFollowing();
    }
    byte[] line = Arrays.copyOfRange(bytes, start, start + length + PADDING);
    Arrays.fill(line, length, line.length, (byte) '\n');
    try (JsonParser json = JSON.createParser(line, 0, length)) {
      new Lesson(line, length).take(json);
    } catch (IOException notJson) {
      // The full parser accepts it, so this is out of reach; what was learnt so far is right.
      return;
    }
  }

  /** An object or an array of a line. */
  private record Container(boolean array, LineFields fields) {}

  /**
   * A step is known by the containers that it begins in, and by its bytes. So a walk may go on from
   * one line's steps to another's: it is always in the same containers as they were.
   */
  private record Place(List<Container> containers, ShapeStep.Kind kind, ByteBuffer literal) {}

  /** One line, taken apart. */
  private final class Lesson {
    private final byte[] line;
    private final int length;

    /** The containers around the read position, the innermost first. */
    private final Deque<Container> containers = new ArrayDeque<>();

    private List<Container> containersBefore = List.of();
    private ShapeStep last = root;
    private int position;
    private long forgets;
    private boolean endsEntry;
    private boolean ambiguous;

    Lesson(byte[] line, int length) {
      this.line = line;
      this.length = length;
    }

    void take(JsonParser json) throws IOException {
      String name = null;
      JsonToken token = json.nextToken();
      while (token != null && !ambiguous) {
        switch (token) {
          case FIELD_NAME -> {
            name = json.currentName();
            ambiguous = containers.element().fields.isDoubtful(name);
          }
          case START_OBJECT, START_ARRAY -> {
            enter(token == JsonToken.START_ARRAY, name);
            name = null;
          }
          case END_OBJECT, END_ARRAY -> {
            Container left = containers.pop();
            endsEntry |= !left.array && left.fields.areEntries();
            name = null;
          }
          default -> {
            scalar(json, token, name);
            name = null;
          }
        }
        token = json.nextToken();
      }
      if (!ambiguous && containers.isEmpty()) {
        step(length, ShapeStep.Kind.END, LineFields.NONE);
      }
    }

    private void enter(boolean array, String name) {
      Container in = containers.peek();
      LineFields held = LineFields.NOTHING;
      if (in == null) {
        held = fields;
        ambiguous = array;
      } else if (name == null) {
        // An element: only the objects among entries mean something.
        held = in.fields.areEntries() && !array ? in.fields : LineFields.NOTHING;
      } else {
        boolean wrapper = containers.size() == 1 && wrapperKeys.contains(name);
        ambiguous = wrapper || in.fields.field(name) != LineFields.NONE;
        LineFields part = in.fields.part(name);
        held = array && !part.areEntries() ? LineFields.NOTHING : part;
      }
      containers.push(new Container(array, held));
      ambiguous |= containers.size() > MOST_DEPTH;
    }

    private void scalar(JsonParser json, JsonToken token, String name) throws IOException {
      Container in = containers.peek();
      if (in == null) {
        ambiguous = true;
        return;
      }
      int field = name == null ? LineFields.NONE : in.fields.field(name);
      boolean part = name != null && in.fields.part(name) != LineFields.NOTHING;
      if (token == JsonToken.VALUE_NULL) {
        ambiguous = in.fields.areEntries() && field != LineFields.NONE;
        forgets |= field == LineFields.NONE ? 0 : 1L << field;
        return;
      }
      if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
        ambiguous = field != LineFields.NONE || part;
        return;
      }
      ambiguous = part;
      int from = (int) json.currentTokenLocation().getByteOffset();
      boolean text = token == JsonToken.VALUE_STRING;
      step(text ? from + 1 : from, text ? ShapeStep.Kind.TEXT : ShapeStep.Kind.NUMBER, field);
      int end = text ? texts.end(line, position) : numberEnd(line, position);
      ambiguous |= end < 0;
      position = end;
    }

    private void step(int to, ShapeStep.Kind kind, int field) {
      if (ambiguous) {
        return;
      }
      byte[] literal = Arrays.copyOfRange(line, position, to);
      Place place = new Place(containersBefore, kind, ByteBuffer.wrap(literal));
      long nulls = forgets;
      boolean ends = endsEntry;
      ShapeStep step =
          steps.computeIfAbsent(place, key -> new ShapeStep(literal, kind, field, nulls, ends));
      last.follow(step);
      last = step;
      position = to;
      containersBefore = List.copyOf(containers);
      forgets = 0;
      endsEntry = false;
    }
  }
}

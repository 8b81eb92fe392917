package dev.ajar.config;

import dev.ajar.model.Hashes;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * One spelling for one configuration, so that its hash names it: every value that was given or
 * defaulted, by name, texts with their length.
 *
 * <p>Where the configuration's folder lies on this machine is not part of it.
 */
final class Canonical {
  /** Components that depend on the machine. The hash itself is still empty when it is made. */
  private static final Set<String> LEFT_OUT = Set.of("uri");

  private Canonical() {}

  /** SHA-256, lower hex. */
  static String sha256(AuditConfig config) {
    StringBuilder text = new StringBuilder();
    write(config, text);
    return HexFormat.of()
        .formatHex(Hashes.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Record fields) {
      text.append('{');
      for (RecordComponent component : fields.getClass().getRecordComponents()) {
        if (!LEFT_OUT.contains(component.getName())) {
          text.append(component.getName()).append('=');
          write(component(fields, component), text);
        }
      }
      text.append('}');
    } else if (value instanceof List<?> items) {
      text.append('[').append(items.size()).append(':');
      items.forEach(item -> write(item, text));
      text.append(']');
    } else if (value == null) {
      text.append("-;");
    } else {
      // Instants, durations, numbers, flags and constants have one spelling each.
      String spelling = value.toString();
      text.append(spelling.length()).append(':').append(spelling).append(';');
    }
  }

  private static Object component(Record fields, RecordComponent component) {
    try {
      return component.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record can be read", e);
    }
  }
}

package dev.ajar.commands;

import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.ConfigFile;
import dev.ajar.model.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say which configuration a command works with. A picocli mixin. */
public final class ConfigOptions {
  private static final int LARGEST = 3_000_000;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration: a local file, or any Hadoop path.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Takes the place of a key of the configuration: rules.sweep=all, sources.0.path=logs."
              + " May be given again.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "period.from: first instant asked about, such as 2024-02-01T00:00:00Z.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "period.to: first instant no longer asked about.")
  private String to;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Evidence later than this is hidden.")
  private String asOf;

  /**
   * Reads the configuration; Spark is started only for a path that needs Hadoop.
   *
   * @throws AjarException if the file or an option is wrong
   */
  public AuditConfig read(Surroundings surroundings) {
    return ConfigFile.read(
        decode(bytes(surroundings)),
        VisibleText.of(file),
        EvidencePath.folderOf(file),
        overrides());
  }

  /** Values by dotted key, in the order in which they apply. */
  Map<String, String> overrides() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw AjarException.usage(
            "--set " + VisibleText.of(setting) + ": not KEY=VALUE", "write --set rules.sweep=all");
      }
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    put(values, "period.from", from);
    put(values, "period.to", to);
    put(values, "as_of", asOf);
    return values;
  }

  private static void put(Map<String, String> values, String key, String value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  private byte[] bytes(Surroundings surroundings) {
    EvidencePath.requireFile(
        file, "give the configuration with -c; `ajar sample --out demo` writes one to start from");
    try (InputStream in = EvidencePath.open(file, surroundings)) {
      return bounded(in);
    } catch (IOException e) {
      throw AjarException.usage(
          VisibleText.of(file) + ": cannot be read: " + VisibleText.of(e.getMessage()),
          "check the path, and that this user may read it");
    }
  }

  private byte[] bounded(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw AjarException.usage(
          VisibleText.of(file) + ": longer than 3 MB", "is this the configuration?");
    }
    return bytes;
  }

  private String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw AjarException.usage(
          VisibleText.of(file) + ": is not UTF-8", "save it as UTF-8; is this the configuration?");
    }
  }
}

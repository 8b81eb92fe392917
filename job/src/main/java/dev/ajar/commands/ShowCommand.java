package dev.ajar.commands;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceConfig;
import dev.ajar.evidence.JsonRecords;
import dev.ajar.evidence.Secrets;
import dev.ajar.model.VisibleText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code show}: one record of evidence, as the tables name its place, with secrets cut and control
 * characters made visible.
 */
@Command(
    name = "show",
    description = {
      "Prints one record of evidence: secrets cut, control characters made visible. FILE and"
          + " OFFSET are what the tables say; with -c, FILE is found as the configuration names its"
          + " source.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ajar show -c audit.yaml logs/insights-logs-storageread/…/PT1H.json 48213",
      "  ajar show abfss://evidence@lake.dfs.core.windows.net/activity/PT1H.json 0"
    })
public final class ShowCommand implements AjarCommand {
  /** Lists of records stand under these names, in every format that has such lists. */
  private static final Set<String> WRAPPERS = Set.of("records", "value", "data");

  private static final int SHOWN_BYTES = 1024 * 1024;
  private static final int PEEKED_BYTES = 64;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int UTF8_BOM_FIRST = 0xef;
  private static final String PARQUET = "PAR1";
  private static final String CONTAINER_END = "</Container>";
  private static final String CURE =
      "give FILE and OFFSET as a row of the tables has them; an offset is the byte, in the unpacked"
          + " file, where a record begins";

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private ConfigOptions config;

  @Parameters(index = "0", paramLabel = "FILE", description = "File of evidence.")
  private String file;

  @Parameters(index = "1", paramLabel = "OFFSET", description = "Where the record begins.")
  private long offset;

  @Override
  public int run(Surroundings surroundings) {
    if (offset < 0) {
      throw AjarException.usage("offset " + offset + " is less than 0", CURE);
    }
    String path = config == null ? file : locate(config.read(surroundings), file);
    EvidencePath.requireFile(path, CURE);
    try (InputStream stored = new BufferedInputStream(EvidencePath.open(path, surroundings));
        InputStream bytes = unpacked(stored)) {
      surroundings
          .out()
          .println(
              switch (firstCharacter(bytes)) {
                case '{', '[' -> json(bytes);
                case '<' -> element(bytes);
                default -> line(bytes);
              });
      return DONE;
    } catch (IOException e) {
      throw AjarException.failed(
          VisibleText.of(path) + ": cannot be read up to offset " + offset,
          "the file may be damaged: " + VisibleText.of(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** Where the file lies that tables call {@code file}: a source's path, then the path below it. */
  static String locate(AuditConfig config, String file) {
    for (SourceConfig source : config.sources()) {
      if (file.equals(source.path()) || file.startsWith(source.path() + "/")) {
        return source.uri() + file.substring(source.path().length());
      }
    }
    throw AjarException.usage(
        VisibleText.of(file) + ": no source of the configuration has a path that this begins with",
        CURE);
  }

  private static InputStream unpacked(InputStream stored) throws IOException {
    stored.mark(2);
    int magic = stored.read() << 8 | stored.read();
    stored.reset();
    return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(stored)) : stored;
  }

  /** The first that is not blank, behind a byte-order mark; 0 if it stands far in. */
  private char firstCharacter(InputStream bytes) throws IOException {
    bytes.mark(PEEKED_BYTES);
    byte[] head = bytes.readNBytes(PEEKED_BYTES);
    bytes.reset();
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith(PARQUET)) {
      throw AjarException.usage(
          VisibleText.of(file) + ": is Parquet, whose places are rows, not bytes",
          "read row " + offset + " with an engine that reads Parquet");
    }
    int at = head.length > 0 && (head[0] & 0xff) == UTF8_BOM_FIRST ? 3 : 0;
    while (at < head.length && Character.isWhitespace(head[at])) {
      at++;
    }
    return at < head.length ? (char) head[at] : 0;
  }

  private String json(InputStream bytes) throws IOException {
    JsonRecords records = new JsonRecords(bytes, WRAPPERS);
    long before = -1;
    while (records.next()) {
      if (records.offset() == offset) {
        int length = Math.min(records.length(), SHOWN_BYTES);
        String text = text(records.buffer(), records.start(), length);
        return records.problem() == null ? lines(text) : broken(records.problem(), text);
      }
      if (records.offset() > offset) {
        throw nothingAt(before, records.offset());
      }
      before = records.offset();
    }
    throw nothingAt(before, -1);
  }

  private AjarException nothingAt(long before, long after) {
    return AjarException.usage(
        VisibleText.of(file)
            + ": no record begins at offset "
            + offset
            + (before < 0 ? "" : "; one begins at " + before)
            + (after < 0 ? "" : "; one begins at " + after),
        CURE);
  }

  private static String broken(String problem, String text) {
    return "(not readable: " + problem + ")" + System.lineSeparator() + VisibleText.of(text);
  }

  /** Line ends of JSON stand between values only: a text holds none, so they may be shown. */
  private static String lines(String text) {
    StringBuilder shown = new StringBuilder();
    for (String line : text.replace("\r\n", "\n").replace("\t", "  ").split("\n", -1)) {
      shown.append(shown.isEmpty() ? "" : System.lineSeparator()).append(VisibleText.of(line));
    }
    return shown.toString();
  }

  /** An element of XML: to the end of the container that it is, or as much as is shown. */
  private String element(InputStream bytes) throws IOException {
    bytes.skipNBytes(offset);
    byte[] read = bytes.readNBytes(SHOWN_BYTES);
    String text = text(read, 0, read.length);
    if (!text.startsWith("<")) {
      throw AjarException.usage(
          VisibleText.of(file) + ": no element begins at offset " + offset, CURE);
    }
    int end = text.startsWith("<Container>") ? text.indexOf(CONTAINER_END) : -1;
    return VisibleText.of(end < 0 ? text : text.substring(0, end + CONTAINER_END.length()));
  }

  private String line(InputStream bytes) throws IOException {
    bytes.skipNBytes(Math.max(0, offset - 1));
    if (offset > 0 && bytes.read() != '\n') {
      throw AjarException.usage(
          VisibleText.of(file) + ": no line begins at offset " + offset, CURE);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = bytes.read();
    if (next < 0) {
      throw AjarException.usage(VisibleText.of(file) + ": ends at offset " + offset, CURE);
    }
    while (next >= 0 && next != '\n' && line.size() < SHOWN_BYTES) {
      line.write(next);
      next = bytes.read();
    }
    byte[] text = line.toByteArray();
    return VisibleText.of(text(text, 0, text.length));
  }

  private static String text(byte[] buffer, int start, int length) {
    return Secrets.cut(new String(buffer, start, length, StandardCharsets.UTF_8));
  }
}

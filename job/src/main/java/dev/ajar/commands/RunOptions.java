package dev.ajar.commands;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.model.VisibleText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of a command that makes a run. A picocli mixin. */
public final class RunOptions {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "Names the run: letters, digits, dots, dashes, underscores. Default: the time it began.")
  private String runId;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description =
          "Writes run_summary.json there: outcome, exit code, counts. Not written unless asked for.")
  private String summary;

  /** The run's id: as given, else by the clock. */
  public String runId(Surroundings surroundings) {
    if (runId == null) {
      return surroundings.newRunId();
    }
    if (!RUN_ID.matcher(runId).matches()) {
      throw AjarException.usage(
          "--run-id " + VisibleText.of(runId) + ": not a run id",
          "use 1 to 100 letters, digits, dots, dashes and underscores");
    }
    return runId;
  }

  /**
   * Writes the summary, if one was asked for.
   *
   * @param facts texts by name, beside exit code and counts; values may be null
   */
  public void summarise(
      Surroundings surroundings,
      int exitCode,
      Map<String, String> facts,
      Map<String, Long> counts) {
    if (summary == null) {
      return;
    }
    try (OutputStream out = EvidencePath.create(summary, surroundings);
        JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeNumberField("exit_code", exitCode);
      json.writeObjectFieldStart("counts");
      for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw AjarException.failed(
          "--summary " + VisibleText.of(summary) + ": cannot be written",
          "the run itself is as its messages say; check the path",
          e);
    }
  }
}

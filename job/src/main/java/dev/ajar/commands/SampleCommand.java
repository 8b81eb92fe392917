package dev.ajar.commands;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.model.VisibleText;
import dev.ajar.sample.SampleSize;
import dev.ajar.sample.SampleTenant;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sample}: writes a made-up tenant with a planted incident. */
@Command(
    name = "sample",
    description = {
      "Writes a made-up tenant with a planted incident: inventories, activity log, storage logs in"
          + " Azure's own formats, its audit.yaml, and truth/, which says what was planted.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ajar sample --out demo",
      "  ajar sample --out big --size 10GB --seed 7"
    })
public final class SampleCommand implements AjarCommand {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write to; made if it is not there, and must be empty.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed, another tenant; the same seed, the same bytes. Default: 1.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "tiny",
      description = "tiny, small, large, or bytes of storage logs such as 500MB. Default: tiny.")
  private String size;

  @Override
  public int run(Surroundings surroundings) {
    try {
      SampleTenant.write(out, seed, SampleSize.parse(size));
    } catch (IOException e) {
      throw AjarException.failed(
          "--out " + shown(out) + ": cannot be written: " + VisibleText.of(e.getMessage()),
          "check that this user may write there, and that there is room; then give an empty folder",
          e);
    }
    surroundings.out().println("a made-up tenant with a planted incident is in " + shown(out));
    surroundings.out().println("next: ajar audit -c " + shown(out.resolve("audit.yaml")));
    return DONE;
  }

  private static String shown(Path path) {
    return VisibleText.of(path.toString());
  }
}

package dev.ajar.reports;

import dev.ajar.AjarCommand;
import dev.ajar.AjarException;
import dev.ajar.Surroundings;
import dev.ajar.model.VisibleText;
import dev.ajar.reports.pack.CheckPack;
import dev.ajar.reports.pack.WriteManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verify}: whether a report's folder is what was written. */
@Command(
    name = "verify",
    description = {
      "Checks a report's folder against its manifest, offline: no file changed, none missing, none"
          + " added.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  ajar verify report",
      "",
      "`sha256sum --check manifest.sha256` in the folder checks the files too, but does not see",
      "what was added. Whether the manifest itself is the one that was made is for you to know:",
      "keep its SHA-256, which `ajar report` prints, apart from the folder."
    })
public final class VerifyCommand implements AjarCommand {
  @Parameters(paramLabel = "DIR", description = "The folder that `ajar report --out` wrote.")
  private String folder;

  @Override
  public int run(Surroundings surroundings) {
    Path path = Path.of(folder);
    if (!Files.isRegularFile(path.resolve(WriteManifest.SUMS))) {
      throw AjarException.usage(
          VisibleText.of(folder) + ": there is no " + WriteManifest.SUMS + " in it",
          "give the folder that `ajar report --out` wrote, on this machine's disk");
    }
    CheckPack.Checked checked;
    try {
      checked = CheckPack.check(path);
    } catch (IOException e) {
      throw AjarException.failed(
          VisibleText.of(folder) + " cannot be checked: " + VisibleText.of(e.getMessage()),
          "take the folder from where it was kept, and check that",
          e);
    }
    for (String problem : checked.problems()) {
      surroundings.out().println(VisibleText.of(problem));
    }
    if (!checked.problems().isEmpty()) {
      throw AjarException.failed(
          VisibleText.of(folder) + " is not as its manifest says: see above",
          "take the folder from where it was kept, or write it again with `ajar report`");
    }
    surroundings.out().println(checked.files() + " files are as the manifest says");
    return DONE;
  }
}

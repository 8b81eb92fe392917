package dev.ajar.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.config.SourceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A sample or a piece of one, and what reading it must give.
 *
 * @param file below the folder of samples
 * @param piece a JSON pointer to what of the file Azure had sent; empty for the whole file
 * @param kind whose reader gets it; null for what is no evidence
 * @param apiVersion that it was asked for by; null if that says nothing
 * @param says lines of {@link EvidenceLines}, the first its tally; or why it is no evidence
 */
record Sample(String file, String piece, SourceKind kind, String apiVersion, List<String> says) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INTERACTION = "/interactions/";

  static Sample whole(String file, SourceKind kind, String... says) {
    return new Sample(file, "", kind, null, List.of(says));
  }

  /** The body of an answer that a test of Cloud Custodian recorded. */
  static Sample recorded(
      String file, int interaction, String apiVersion, SourceKind kind, String... says) {
    String piece = INTERACTION + interaction + "/response/body/data";
    return new Sample("cloud-custodian/" + file + ".json", piece, kind, apiVersion, List.of(says));
  }

  static Sample noEvidence(String file, String why) {
    return new Sample(file, "", null, null, List.of(why));
  }

  /** Which answer of a recording it is; -1 for none. */
  int interaction() {
    return piece.startsWith(INTERACTION)
        ? Integer.parseInt(piece.substring(INTERACTION.length()).split("/", 2)[0])
        : -1;
  }

  byte[] bytes(Path samples) {
    try {
      byte[] all = Files.readAllBytes(samples.resolve(file));
      if (piece.isEmpty()) {
        return all;
      }
      JsonNode node = JSON.readTree(all).at(piece);
      String text = node.isTextual() ? node.textValue() : node.toString();
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file + piece + (kind == null ? " is no evidence" : " as " + kind.word());
  }
}

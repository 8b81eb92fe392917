package dev.ajar.reports.html;

import dev.ajar.model.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The page's style and script, and the policy that allows these and nothing else.
 *
 * @param style CSS
 * @param script JavaScript; the page is whole without it
 * @param policy Content-Security-Policy that names both by hash
 */
public record Assets(String style, String script, String policy) {
  /** Reads them from the jar. */
  static Assets read() {
    String style = text("report.css");
    String script = text("report.js");
    return new Assets(
        style,
        script,
        "default-src 'none'; script-src "
            + hash(script)
            + "; style-src "
            + hash(style)
            + "; img-src data:; base-uri 'none'; form-action 'none'");
  }

  private static String hash(String text) {
    byte[] digest = Hashes.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static String text(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

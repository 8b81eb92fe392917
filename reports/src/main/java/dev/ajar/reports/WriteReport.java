package dev.ajar.reports;

import dev.ajar.config.AuditConfig;
import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.questions.Verdict;
import dev.ajar.reports.views.RunFacts;
import dev.ajar.reports.views.Views;
import dev.ajar.tables.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code tables → report.html}.
 *
 * <p>Same tables, same facts of the run: the same bytes. No clock is read here.
 */
public final class WriteReport {
  /** The file that is written. */
  public static final String FILE = "report.html";

  /** The most that the file may weigh, in bytes. */
  static final int MOST_BYTES = 1_500_000;

  private static final int MOST_ROWS = 100;
  private static final int FEWEST_ROWS = 5;

  /**
   * What was written.
   *
   * @param path the file
   * @param verdict the verdict's paragraph, as plain text fit for a terminal
   */
  public record Written(Path path, String verdict) {}

  private WriteReport() {}

  /**
   * Writes the report of one audit, over a former one if there is any.
   *
   * @param tables the audit's rows by contract
   * @param out the folder
   * @throws IOException if the folder cannot be written to
   */
  public static Written write(
      Function<Table, Dataset<Row>> tables, AuditConfig config, RunFacts run, PackFolder out)
      throws IOException {
    Verdict verdict = null;
    byte[] bytes = null;
    for (int rows = MOST_ROWS; bytes == null || tooLarge(bytes, rows); rows /= 2) {
      Page page = Page.of(Views.of(tables, config.period(), config.rules(), rows), run);
      verdict = page.verdict();
      bytes = RenderPage.html(page).getBytes(StandardCharsets.UTF_8);
    }
    try (OutputStream stream = out.create(FILE)) {
      stream.write(bytes);
    }
    return new Written(out.at(FILE), verdict.plain());
  }

  private static boolean tooLarge(byte[] bytes, int nextRows) {
    return bytes.length > MOST_BYTES && nextRows >= FEWEST_ROWS;
  }
}

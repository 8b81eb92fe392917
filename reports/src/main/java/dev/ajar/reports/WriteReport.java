package dev.ajar.reports;

import dev.ajar.config.AuditConfig;
import dev.ajar.reports.html.Page;
import dev.ajar.reports.html.RenderPage;
import dev.ajar.reports.pack.PackFolder;
import dev.ajar.reports.views.ChangesView;
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
 * {@code tables → report.html, legal.html}.
 *
 * <p>Same tables, same facts of the run: the same bytes. No clock is read here.
 */
public final class WriteReport {
  /** The file that is written. */
  public static final String FILE = "report.html";

  /** Its short version. */
  public static final String SHORT_FILE = "legal.html";

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
   * Writes the report of one audit and its short version, over former ones if there are any.
   *
   * @param tables the audit's rows by contract
   * @param earlier the run that it says the changes since; null for none
   * @param out the folder
   * @throws IOException if the folder cannot be written to
   */
  public static Written write(
      Function<Table, Dataset<Row>> tables,
      AuditConfig config,
      RunFacts run,
      ChangesView.Earlier earlier,
      PackFolder out)
      throws IOException {
    Page page = null;
    byte[] bytes = null;
    for (int rows = MOST_ROWS; bytes == null || tooLarge(bytes, rows); rows /= 2) {
      ChangesView changes =
          earlier == null ? null : ChangesView.of(earlier, tables, run.configSha256(), rows);
      page = Page.of(Views.of(tables, config.period(), config.rules(), rows), run, changes);
      bytes = RenderPage.html(page).getBytes(StandardCharsets.UTF_8);
    }
    write(out, FILE, bytes);
    write(out, SHORT_FILE, RenderPage.shortHtml(page).getBytes(StandardCharsets.UTF_8));
    return new Written(out.at(FILE), page.verdict().plain());
  }

  private static void write(PackFolder out, String file, byte[] bytes) throws IOException {
    try (OutputStream stream = out.create(file)) {
      stream.write(bytes);
    }
  }

  private static boolean tooLarge(byte[] bytes, int nextRows) {
    return bytes.length > MOST_BYTES && nextRows >= FEWEST_ROWS;
  }
}

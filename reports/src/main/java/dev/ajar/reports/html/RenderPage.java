package dev.ajar.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Draws a page: templates that were compiled with the module, escaping by context. */
public final class RenderPage {
  private static final String PAGES = "dev.ajar.reports.pages";
  private static final int EXPECTED = 1 << 18;

  private RenderPage() {}

  /** The page as HTML that is well-formed XML too. */
  public static String html(Page page) {
    return render("report.jte", page);
  }

  /** Its short version, in plain language, for privacy and legal; likewise. */
  public static String shortHtml(Page page) {
    return render("legal.jte", page);
  }

  private static String render(String template, Page page) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, RenderPage.class.getClassLoader(), PAGES);
    StringOutput output = new StringOutput(EXPECTED);
    engine.render(template, page, output);
    return output.toString();
  }
}

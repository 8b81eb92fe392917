package dev.ajar.findings;

/** The verdicts of exposure.md §7, in one place. */
public final class Verdicts {
  public static final String CONFIRMED = "confirmed";
  public static final String NOT_DETERMINABLE = "not determinable";
  public static final String NOT_OBSERVED = "not observed";
  public static final String POSSIBLE = "possible";

  private Verdicts() {}

  /**
   * The first that applies.
   *
   * @param confirmed a successful request through it by an actor neither own nor platform
   * @param hoursInPeriod clock hours of the hull within the period
   * @param hoursCovered of these, the covered ones; null where the window was not searched
   * @param traceable whether requests through it can be told from others
   */
  public static String of(
      boolean confirmed, long hoursInPeriod, Long hoursCovered, boolean traceable) {
    if (confirmed) {
      return CONFIRMED;
    }
    if (hoursCovered == null || hoursInPeriod == 0 || hoursCovered == 0) {
      return NOT_DETERMINABLE;
    }
    return traceable && hoursCovered == hoursInPeriod ? NOT_OBSERVED : POSSIBLE;
  }
}

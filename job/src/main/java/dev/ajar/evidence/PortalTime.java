package dev.ajar.evidence;

/**
 * Times in CSV files as the portal saves them (inputs.md §2.1): spelled for the region of whoever
 * saved them, which the file does not name.
 */
public final class PortalTime {
  /** Why a row cannot be read. */
  public static final String DAY_OR_MONTH = "day and month of the time cannot be told apart";

  private PortalTime() {}

  /**
   * Whether a time may have been written for a region that puts the day first. The portal writes
   * {@code 4/26/2021, 5:01:40.265 PM}; where the day comes first, there is no half of the day in
   * capital letters.
   *
   * @param time null for none
   */
  public static boolean mayBeginWithTheDay(String time) {
    int slash = time == null ? -1 : time.strip().indexOf('/');
    return slash > 0 && slash < 3 && !time.contains("AM") && !time.contains("PM");
  }
}

package dev.ajar.tables;

/**
 * {@code exposure_windows}: one row per exposure window: a maximal span in which one vector and
 * subject is not closed on one container (or account).
 */
public final class ExposureWindows {
  public static final String WINDOW_ID = "window_id";
  public static final String ACCOUNT = "account";
  public static final String CONTAINER = "container";
  public static final String VECTOR = "vector";
  public static final String SUBJECT = "subject";
  public static final String PRINCIPAL = "principal";
  public static final String CAPABILITY = "capability";
  public static final String REACH = "reach";
  public static final String EXPOSURE = "exposure";
  public static final String OPENED_AFTER = "opened_after";
  public static final String OPENED_BEFORE = "opened_before";
  public static final String CLOSED_AFTER = "closed_after";
  public static final String CLOSED_BEFORE = "closed_before";
  public static final String STILL_OPEN = "still_open";
  public static final String OPENED_CAUSE = "opened_cause";
  public static final String OPENED_BASIS = "opened_basis";
  public static final String OPENED_BY = "opened_by";
  public static final String OPENED_ACTOR_ID = "opened_actor_id";
  public static final String OPENED_EVIDENCE = "opened_evidence";
  public static final String CLOSED_CAUSE = "closed_cause";
  public static final String CLOSED_BASIS = "closed_basis";
  public static final String CLOSED_BY = "closed_by";
  public static final String CLOSED_ACTOR_ID = "closed_actor_id";
  public static final String CLOSED_EVIDENCE = "closed_evidence";
  public static final String HOURS_EXPOSED = "hours_exposed";
  public static final String HOURS_IN_PERIOD = "hours_in_period";
  public static final String HOURS_COVERED = "hours_covered";
  public static final String HOURS_LOGGED = "hours_logged";
  public static final String TRACEABLE = "traceable";
  public static final String VERDICT = "verdict";

  public static final Table TABLE =
      Table.named(
              "exposure_windows",
              "One row per exposure window: a maximal span in which one vector and subject is not closed on one container (or account).")
          .text(WINDOW_ID, "Hash of vector, account, container, subject and opened_after.")
          .text(ACCOUNT, "Storage account.")
          .text(CONTAINER, "Container; null where the vector reaches the whole account.")
          .text(VECTOR, "anonymous, sas, account-key, role-assignment or declared.")
          .text(SUBJECT, "Which one; empty for anonymous.")
          .text(PRINCIPAL, "Of a role assignment: object id of whom it was given to.")
          .words(CAPABILITY, "The widest of what a caller could do: list, read, write, delete.")
          .text(REACH, "From where: internet, listed-networks or private.")
          .text(EXPOSURE, "proven, inferred, possible or unknown (no sign of openness).")
          .instant(OPENED_AFTER, "Last instant it is closed before the window; null if not known.")
          .instant(
              OPENED_BEFORE, "First instant it is proven or inferred open; null without a core.")
          .instant(CLOSED_AFTER, "Last instant it is proven or inferred open; null without a core.")
          .instant(CLOSED_BEFORE, "First instant it is closed again; null with still_open.")
          .flag(STILL_OPEN, "No end is known.")
          .text(OPENED_CAUSE, "Setting that moved last before the opening.")
          .text(OPENED_BASIS, "exact, bounded, inferred, assumed-default or traffic.")
          .text(OPENED_BY, "Who opened it, as the evidence names them; null where nobody is named.")
          .text(OPENED_ACTOR_ID, "Actor who opened it.")
          .places(OPENED_EVIDENCE, "Evidence of the opening.")
          .text(CLOSED_CAUSE, "Setting that moved at the closing.")
          .text(CLOSED_BASIS, "As opened_basis.")
          .text(CLOSED_BY, "Who closed it.")
          .text(CLOSED_ACTOR_ID, "Actor who closed it.")
          .places(CLOSED_EVIDENCE, "Evidence of the closing.")
          .count(
              HOURS_EXPOSED,
              "Clock hours touched by proven or inferred spans, in the period or not.")
          .count(HOURS_IN_PERIOD, "Clock hours of the hull within the period.")
          .count(
              HOURS_COVERED,
              "Of hours_in_period, those with every needed category logged or quiet; null for an unknown window that was not searched.")
          .count(
              HOURS_LOGGED,
              "Of hours_in_period, those with every needed category logged; null for an unknown window that was not searched.")
          .flag(
              TRACEABLE,
              "Requests through it can be told from others; where false, none seen never means none made.")
          .text(
              VERDICT, "confirmed, possible, not observed or not determinable, within the period.")
          .key(WINDOW_ID)
          .build();

  private ExposureWindows() {}
}

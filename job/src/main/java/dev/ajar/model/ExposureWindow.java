package dev.ajar.model;

import java.util.List;

/**
 * A maximal span in which a vector is not closed on one container or account (exposure.md §4).
 *
 * @param way its vector and subject
 * @param container null where the vector reaches the whole account, and where the window is of the
 *     containers that nobody listed
 * @param exposure strongest state of its spans; unknown without a sign
 * @param capability widest of its proven and inferred spans, else of its possible ones
 * @param reach likewise
 * @param times the four times
 * @param opening the edge at its begin
 * @param closing the edge at its end
 * @param sign whether it shows a sign of openness
 * @param contradicted whether evidence contradicts itself somewhere in it
 * @param spans in order, without overlap or hole
 */
public record ExposureWindow(
    Way way,
    String account,
    String container,
    ExposureState exposure,
    List<String> capability,
    String reach,
    Times times,
    Edge opening,
    Edge closing,
    boolean sign,
    boolean contradicted,
    List<WindowSpan> spans) {

  /**
   * The four times, in ticks. The hull is [openedAfter, closedBefore), the core [openedBefore,
   * closedAfter).
   *
   * @param openedAfter null if no instant is known at which it was closed before
   * @param openedBefore null without a core
   * @param closedAfter null without a core
   * @param closedBefore null while no end is known
   */
  public record Times(Long openedAfter, Long openedBefore, Long closedAfter, Long closedBefore) {}

  /**
   * How a window began or ended.
   *
   * @param cause the setting that moved; null if nothing is known to have
   * @param basis exact, bounded, inferred or assumed-default, the weakest that applies; null where
   *     one of the two times is not known and the other is not inferred
   * @param by who, as the evidence names them, and only where the instant is exact; else null
   * @param actorId likewise
   * @param startedTicks Start of the operation of an exact edge; else null
   * @param evidence sorted, without repetition
   */
  public record Edge(
      String cause,
      String basis,
      String by,
      String actorId,
      Long startedTicks,
      List<Place> evidence) {}
}

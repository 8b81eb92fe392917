package dev.ajar.model;

import java.util.Comparator;
import java.util.function.UnaryOperator;

/**
 * One fact about one setting of one resource (exposure.md §1, §2).
 *
 * @param account storage account, lower case; null only for facts about a subscription
 * @param container container; null for a setting of the account
 * @param setting one of {@link Settings}
 * @param item which one, where a setting has several; else null
 * @param value value from then on; null for a touch, and for a default that nobody knows
 * @param previousValue value just before, where the evidence says it; else null
 * @param ticks when, in ticks: of a change its success, of a snapshot its instant, of a held value
 *     its beginning
 * @param basis how it is known
 * @param origin who did it and where it is written
 * @param untilTicks of a held value until when it held; of an inventory's value it was true at some
 *     instant between {@code ticks} and this; else null
 */
public record Observation(
    String account,
    String container,
    String setting,
    String item,
    String value,
    String previousValue,
    long ticks,
    Basis basis,
    Origin origin,
    Long untilTicks) {

  /**
   * Who made a change, by which operation, and the place in evidence that says so.
   *
   * @param caller as the evidence names them; null where it does not
   * @param actorId {@link ActorKey#id()}; null where nobody is named
   * @param correlationId correlation id or request id; null for snapshots
   * @param startedTicks Start of a control-plane change; null where unknown
   * @param place never null
   */
  public record Origin(
      String caller,
      String actorId,
      String operation,
      String correlationId,
      Long startedTicks,
      Place place) {}

  /** A total order: by time, then by everything that a timeline looks at. */
  public static final Comparator<Observation> ORDER =
      Comparator.comparingLong(Observation::ticks)
          .thenComparing(Observation::basis)
          .thenComparing(Observation::setting)
          .thenComparing(Observation::value, nullsFirst())
          .thenComparing(Observation::previousValue, nullsFirst())
          .thenComparing(Observation::untilTicks, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Observation::place)
          .thenComparing(observation -> observation.origin().startedTicks(), nullsFirstTicks())
          .thenComparing(observation -> observation.origin().caller(), nullsFirst())
          .thenComparing(observation -> observation.origin().correlationId(), nullsFirst())
          .thenComparing(observation -> observation.origin().operation(), nullsFirst())
          .thenComparing(observation -> observation.origin().actorId(), nullsFirst())
          .thenComparing(Observation::container, nullsFirst())
          .thenComparing(Observation::item, nullsFirst());

  /** Where it is written. */
  public Place place() {
    return origin.place();
  }

  /** The same fact with another value, time and basis: what a rule makes of it. */
  Observation as(Basis newBasis, String newValue, String newPrevious, long newTicks) {
    return new Observation(
        account,
        container,
        setting,
        item,
        newValue,
        newPrevious,
        newTicks,
        newBasis,
        origin,
        untilTicks);
  }

  /** The same fact with its values said in other words; a null value stays. */
  Observation saying(UnaryOperator<String> words) {
    return as(
        basis,
        value == null ? null : words.apply(value),
        previousValue == null ? null : words.apply(previousValue),
        ticks);
  }

  /** The same fact about another setting of the same resource. */
  Observation about(String otherSetting) {
    return new Observation(
        account,
        container,
        otherSetting,
        item,
        value,
        previousValue,
        ticks,
        basis,
        origin,
        untilTicks);
  }

  private static Comparator<String> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }

  private static Comparator<Long> nullsFirstTicks() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }
}

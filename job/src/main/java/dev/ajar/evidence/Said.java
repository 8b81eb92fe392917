package dev.ajar.evidence;

/**
 * What a piece of JSON says of one setting.
 *
 * @param state whether it names the setting at all
 * @param value the canonical spelling of {@link dev.ajar.model.Settings}; null unless {@link
 *     State#VALUE}
 */
public record Said(State state, String value) {
  /** How a setting stands in JSON. */
  public enum State {
    ABSENT,
    NULL,
    VALUE,
    /** It is there, and no value that Azure documents. */
    UNREADABLE
  }

  public static final Said ABSENT = new Said(State.ABSENT, null);
  public static final Said NULL = new Said(State.NULL, null);
  public static final Said UNREADABLE = new Said(State.UNREADABLE, null);

  /** A value. */
  public static Said value(String value) {
    return new Said(State.VALUE, value);
  }

  /** Whether it has a value. */
  public boolean hasValue() {
    return state == State.VALUE;
  }
}

package dev.ajar.evidence;

import java.util.List;

/** The tests that are named after traps of the formats. */
public final class GotchaTests {
  public static final List<Class<?>> ALL =
      List.of(RequestGotchasTest.class, ControlGotchasTest.class);

  private GotchaTests() {}
}

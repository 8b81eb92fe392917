package dev.ajar.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The section {@code rules}; each default stands in {@link #DEFAULTS}.
 *
 * @param sweep which hours are searched (exposure.md §4)
 * @param touches which write logs are looked through for touches (exposure.md §2)
 * @param during whether other requests in proven or inferred spans are kept (exposure.md §5)
 * @param settle how long Azure may take to apply a change
 * @param lateBy how much later than its hour a log record may be filed
 * @param sasMaxDays a SAS that is valid longer is a risk
 * @param quarantineLimit share of a file's records above which its hour is unreadable
 * @param anonymousByDefaultBefore accounts created before it permit anonymous access where the
 *     switch is null
 * @param noAnonymousByDefaultFrom accounts created from then on do not
 */
public record Rules(
    Sweep sweep,
    Touches touches,
    During during,
    Duration settle,
    Duration lateBy,
    int sasMaxDays,
    double quarantineLimit,
    Instant anonymousByDefaultBefore,
    Instant noAnonymousByDefaultFrom)
    implements Serializable {
  /** {@code rules.sweep}. */
  public enum Sweep {
    EXPOSED,
    UNPROVEN,
    ALL
  }

  /** {@code rules.touches}. */
  public enum Touches {
    ALL,
    GAPS
  }

  /** {@code rules.during}. */
  public enum During {
    KEEP,
    NONE
  }

  public static final Rules DEFAULTS =
      new Rules(
          Sweep.EXPOSED,
          Touches.ALL,
          During.KEEP,
          Duration.ofSeconds(30),
          Duration.ofDays(2),
          7,
          0.001,
          Instant.parse("2023-08-01T00:00:00Z"),
          Instant.parse("2024-01-01T00:00:00Z"));
}

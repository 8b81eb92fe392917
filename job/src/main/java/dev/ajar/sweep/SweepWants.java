package dev.ajar.sweep;

import dev.ajar.evidence.storagelogs.LogRequest;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.model.HourSet;
import dev.ajar.model.Operations;
import dev.ajar.model.Operations.Endpoint;
import dev.ajar.model.Operations.Existence;
import dev.ajar.model.Ticks;
import dev.ajar.sweep.WindowIndex.Request;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/**
 * Which log records a pass keeps: those that a window takes, and touches in the hours that are
 * looked through for them. Both passes ask the same, so that a file's counts do not depend on which
 * of them read it.
 */
public final class SweepWants implements Wanted {
  private static final long serialVersionUID = 1L;

  private final Broadcast<WindowIndex> windows;
  private final Map<String, HourSet> touchHours;
  private final Broadcast<CredentialHours> credentials;

  /**
   * Wants of a pass.
   *
   * @param windows what the sweep searches; null in the pass for touches, before windows are known
   * @param touchHours hours looked through for touches, by account
   */
  public SweepWants(Broadcast<WindowIndex> windows, Map<String, HourSet> touchHours) {
    this(windows, touchHours, null);
  }

  /**
   * Wants of a pass that keeps requests with credentials too.
   *
   * @param credentials of which hours; null for none
   */
  public SweepWants(
      Broadcast<WindowIndex> windows,
      Map<String, HourSet> touchHours,
      Broadcast<CredentialHours> credentials) {
    this.windows = windows;
    this.touchHours = touchHours;
    this.credentials = credentials;
  }

  /** Of which hours requests with credentials are kept. */
  CredentialHours credentials() {
    return credentials == null ? CredentialHours.NONE : credentials.value();
  }

  /** What the sweep searches; null in the pass for touches. */
  WindowIndex windows() {
    return windows == null ? null : windows.value();
  }

  /** Hours looked through for touches, by account. */
  Map<String, HourSet> touchHours() {
    return touchHours;
  }

  @Override
  public boolean wants(LogRequest request) {
    Operations.Operation operation = request.operation();
    if (operation.endpoint() == Endpoint.WEB) {
      // Publication: counted, and no access of any window (exposure.md §3).
      return false;
    }
    if (operation.touchesLevel() || operation.existence() != Existence.NONE) {
      HourSet hours = touchHours.get(request.account());
      if (hours != null && hours.contains(Ticks.hourOf(request.ticks()))) {
        return true;
      }
    }
    if (credentials != null && credentials.value().wants(request)) {
      return true;
    }
    return windows != null
        && windows
            .value()
            .wants(
                new Request(
                    request.account(),
                    request.container(),
                    request.ticks(),
                    request.isAnonymous(),
                    request.succeeded(),
                    request.needsNoPermission()));
  }
}

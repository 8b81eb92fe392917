package dev.ajar.findings;

import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Activities;
import dev.ajar.tables.ObservationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * What one operation says of settings (exposure.md §2, {@code change} and {@code touch}).
 *
 * <p>A success with a value in the response's body, else in the request's, is a change at the
 * success. A success without any body, a Start without an end, and a body that creates or replaces
 * without naming the setting are touches. A body that patches other properties is nothing; what the
 * response then says of the setting was so at that instant, and nobody knows since when.
 */
final class ActivityObservations {
  private static final List<String> ACCOUNT_SETTINGS =
      List.of(
          Settings.ALLOW_BLOB_PUBLIC_ACCESS,
          Settings.PUBLIC_NETWORK_ACCESS,
          Settings.NETWORK_ACLS,
          Settings.ALLOW_SHARED_KEY_ACCESS);
  private static final String TRUE = "true";
  private static final String FALSE = "false";
  private static final String OFF = "off";
  private static final String REVOKED = "revoked";

  private final ActivityOperation operation;
  private final String kind;
  private final List<Row> rows = new ArrayList<>();

  private ActivityObservations(ActivityOperation operation) {
    this.operation = operation;
    this.kind = operation.anchor().text(Activities.KIND);
  }

  /** Rows of {@link dev.ajar.tables.Observations}, in a fixed order. */
  static List<Row> of(ActivityOperation operation) {
    ActivityObservations observations = new ActivityObservations(operation);
    if (!operation.failed()) {
      observations.read();
    }
    return observations.rows;
  }

  private void read() {
    boolean succeeded = operation.succeeded();
    switch (kind) {
      case Activities.ACCOUNT_WRITE, Activities.CONTAINER_WRITE -> {
        existence(succeeded);
        settings().forEach(succeeded ? this::applied : this::attempted);
      }
      case Activities.DIAGNOSTIC_WRITE ->
          settings().forEach(succeeded ? this::applied : this::attempted);
      case Activities.ACCOUNT_DELETE, Activities.CONTAINER_DELETE -> {
        if (!succeeded) {
          touch(Settings.EXISTS);
        } else if (Activities.NOTHING.equals(operation.end().text(Activities.EFFECT))) {
          add(Basis.SNAPSHOT, Settings.EXISTS, FALSE, null);
        } else {
          add(Basis.CHANGE, Settings.EXISTS, FALSE, TRUE);
        }
      }
      case Activities.DIAGNOSTIC_DELETE -> {
        if (succeeded) {
          add(Basis.CHANGE, Settings.DIAGNOSTIC_SETTING, OFF, null);
        } else {
          touch(Settings.DIAGNOSTIC_SETTING);
        }
      }
      case Activities.KEY_REGENERATE -> regenerated(succeeded);
      case Activities.ROLE_WRITE -> roleWritten(succeeded);
      case Activities.ROLE_DELETE -> roleDeleted(succeeded);
      case Activities.DELEGATION_REVOKE -> {
        if (succeeded) {
          add(Basis.CHANGE, Settings.USER_DELEGATION_KEYS, REVOKED, null);
        } else {
          touch(Settings.USER_DELEGATION_KEYS);
        }
      }
      default -> {}
    }
  }

  /** The key of a label was made anew at the success; which one, only the request says. */
  private void regenerated(boolean succeeded) {
    String label = operation.request().value(Settings.KEY_CREATION_TIME);
    if (!succeeded || label == null) {
      touch(Settings.KEY_CREATION_TIME);
      return;
    }
    rows.add(
        row(Basis.CHANGE, Settings.KEY_CREATION_TIME, operation.end())
            .item(label)
            .value(Ticks.toInstant(operation.end().ticks()).toString())
            .in(file(), operation.end().offset()));
  }

  /** An assignment's role, principal and scope never change: whichever body tells them is right. */
  private void roleWritten(boolean succeeded) {
    String value = role();
    if (!succeeded || value == null) {
      touch(Settings.ROLE_ASSIGNMENT);
    } else {
      add(Basis.CHANGE, Settings.ROLE_ASSIGNMENT, value, created() ? FALSE : null);
    }
  }

  private void roleDeleted(boolean succeeded) {
    if (!succeeded) {
      touch(Settings.ROLE_ASSIGNMENT);
    } else if (Activities.NOTHING.equals(operation.end().text(Activities.EFFECT))) {
      add(Basis.SNAPSHOT, Settings.ROLE_ASSIGNMENT, FALSE, null);
    } else {
      add(Basis.CHANGE, Settings.ROLE_ASSIGNMENT, FALSE, role());
    }
  }

  private String role() {
    String became = operation.response().value(Settings.ROLE_ASSIGNMENT);
    return became != null ? became : operation.request().value(Settings.ROLE_ASSIGNMENT);
  }

  private List<String> settings() {
    return switch (kind) {
      case Activities.ACCOUNT_WRITE -> ACCOUNT_SETTINGS;
      case Activities.CONTAINER_WRITE -> List.of(Settings.PUBLIC_ACCESS);
      default -> List.of(Settings.DIAGNOSTIC_SETTING);
    };
  }

  private void applied(String setting) {
    ActivityStep.Body request = operation.request();
    String became = operation.response().value(setting);
    if (became != null) {
      boolean asked = !patchesOthers(request, setting);
      add(asked ? Basis.CHANGE : Basis.SNAPSHOT, setting, became, null);
    } else if (request.value(setting) != null) {
      add(Basis.CHANGE, setting, request.value(setting), null);
    } else if (!patchesOthers(request, setting)) {
      touch(setting);
    }
  }

  private void attempted(String setting) {
    if (!patchesOthers(operation.request(), setting)) {
      touch(setting);
    }
  }

  /** Whether the request is known and leaves the setting alone. */
  private boolean patchesOthers(ActivityStep.Body request, String setting) {
    return request.isRead() && !request.replaces() && !request.names(setting) && !created();
  }

  private boolean created() {
    return operation.end() != null
        && Activities.CREATED.equals(operation.end().text(Activities.EFFECT));
  }

  /**
   * A write that succeeded shows that the resource was there then; that it was not before only
   * where the status says created; that it was before only where the status (of a container) or a
   * request that cannot create (of an account) says so.
   */
  private void existence(boolean succeeded) {
    boolean account = kind.equals(Activities.ACCOUNT_WRITE);
    boolean patch = account && operation.request().isRead() && !operation.request().replaces();
    if (!succeeded) {
      if (!patch) {
        touch(Settings.EXISTS);
      }
    } else if (created()) {
      add(Basis.CHANGE, Settings.EXISTS, TRUE, FALSE);
    } else if (patch
        || (!account && Activities.UPDATED.equals(operation.end().text(Activities.EFFECT)))) {
      add(Basis.SNAPSHOT, Settings.EXISTS, TRUE, null);
    } else {
      add(Basis.CHANGE, Settings.EXISTS, TRUE, null);
    }
  }

  /** The value may have changed; where no end is known, at each instant that is. */
  private void touch(String setting) {
    if (operation.end() != null) {
      rows.add(row(Basis.TOUCH, setting, operation.end()).in(file(), operation.end().offset()));
      return;
    }
    TreeSet<Long> seen = new TreeSet<>();
    for (ActivityStep step : operation.latestFirst()) {
      if (seen.add(step.ticks())) {
        rows.add(row(Basis.TOUCH, setting, step).in(step.text(Activities.FILE), step.offset()));
      }
    }
  }

  private void add(Basis basis, String setting, String value, String previous) {
    rows.add(
        row(basis, setting, operation.end())
            .value(value)
            .previous(previous)
            .in(file(), operation.end().offset()));
  }

  private String file() {
    return operation.end().text(Activities.FILE);
  }

  private ObservationRow row(Basis basis, String setting, ActivityStep step) {
    boolean onItem =
        setting.equals(Settings.DIAGNOSTIC_SETTING) || setting.equals(Settings.ROLE_ASSIGNMENT);
    boolean ofContainer =
        setting.equals(Settings.ROLE_ASSIGNMENT)
            || kind.equals(Activities.CONTAINER_WRITE)
            || kind.equals(Activities.CONTAINER_DELETE);
    return ObservationRow.of(basis, setting, step.ticks())
        .on(
            operation.text(Activities.ACCOUNT),
            ofContainer ? operation.text(Activities.CONTAINER) : null)
        .item(onItem ? operation.text(Activities.ITEM) : null)
        .by(
            operation.text(Activities.CALLER),
            operation.callerIp(),
            operation.text(Activities.ACTOR_ID))
        .through(
            operation.text(Activities.OPERATION),
            operation.text(Activities.CORRELATION_ID),
            operation.startedTicks());
  }
}

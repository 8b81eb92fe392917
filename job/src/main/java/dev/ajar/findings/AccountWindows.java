package dev.ajar.findings;

import dev.ajar.model.AccountHistory;
import dev.ajar.model.Basis;
import dev.ajar.model.Exposure;
import dev.ajar.model.Intervals;
import dev.ajar.model.Observation;
import dev.ajar.model.Place;
import dev.ajar.model.Premises;
import dev.ajar.tables.Cover;
import dev.ajar.tables.Observations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * Walks over the rows of one account, its own before those of its containers, and gives the rows of
 * its exposures, one container at a time.
 */
final class AccountWindows implements Iterator<Row> {
  /** The basis of a row that is cover and no observation. */
  static final String COVER = "cover";

  private final String account;
  private final Iterator<Row> rows;
  private final Premises premises;
  private Row ahead;
  private AccountHistory history;
  private Iterator<Row> ready = List.<Row>of().iterator();

  AccountWindows(String account, Iterator<Row> rows, Premises premises) {
    this.account = account;
    this.rows = rows;
    this.premises = premises;
    advance();
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext()) {
      if (history == null) {
        ready = readAccount();
      } else if (ahead != null) {
        ready = readContainer();
      } else {
        return false;
      }
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(account);
    }
    return ready.next();
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  /** The history of an account by its own rows alone: none of a container. */
  static AccountHistory history(String account, Iterator<Row> own, Premises premises) {
    AccountWindows windows = new AccountWindows(account, own, premises);
    windows.readAccount();
    return windows.history;
  }

  private Iterator<Row> readAccount() {
    List<Observation> observations = new ArrayList<>();
    List<Intervals.Span> control = new ArrayList<>();
    List<Intervals.Span> data = new ArrayList<>();
    boolean named = false;
    while (ahead != null && container(ahead) == null) {
      if (COVER.equals(ahead.<String>getAs(Observations.BASIS))) {
        boolean isControl = Cover.CONTROL.equals(ahead.<String>getAs(Observations.SETTING));
        (isControl ? control : data)
            .add(
                new Intervals.Span(
                    ahead.<Long>getAs(Observations.OBSERVED_TICKS),
                    ahead.<Long>getAs(Observations.UNTIL_TICKS)));
      } else {
        named = true;
        add(ahead, observations);
      }
      advance();
    }
    AccountHistory.Cover cover =
        new AccountHistory.Cover(Intervals.of(control), Intervals.of(data));
    history = new AccountHistory(account, observations, cover, premises);
    boolean isNamed = named || ahead != null;
    return isNamed ? ExposureRows.of(history.unlistedContainers()) : ready;
  }

  private Iterator<Row> readContainer() {
    String container = container(ahead);
    List<Observation> observations = new ArrayList<>();
    while (ahead != null && container.equals(container(ahead))) {
      add(ahead, observations);
      advance();
    }
    Exposure exposure = history.container(container, observations);
    return ExposureRows.of(exposure);
  }

  private static String container(Row row) {
    return row.getAs(Observations.CONTAINER);
  }

  /** Adds what {@code row} says; that a resource is named somewhere says nothing. */
  private static void add(Row row, List<Observation> observations) {
    Basis basis = Basis.of(row.getAs(Observations.BASIS));
    if (basis == Basis.MENTION) {
      return;
    }
    Long offset = row.getAs(Observations.OFFSET);
    String file = row.getAs(Observations.FILE);
    observations.add(
        new Observation(
            row.getAs(Observations.ACCOUNT),
            container(row),
            row.getAs(Observations.SETTING),
            row.getAs(Observations.ITEM),
            row.getAs(Observations.VALUE),
            row.getAs(Observations.PREVIOUS_VALUE),
            row.<Long>getAs(Observations.OBSERVED_TICKS),
            basis,
            new Observation.Origin(
                row.getAs(Observations.CALLER),
                row.getAs(Observations.ACTOR_ID),
                row.getAs(Observations.OPERATION),
                row.getAs(Observations.CORRELATION_ID),
                row.getAs(Observations.STARTED_TICKS),
                new Place(file == null ? "" : file, offset == null ? 0 : offset)),
            row.getAs(Observations.UNTIL_TICKS)));
  }
}

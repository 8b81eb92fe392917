package dev.ajar.sweep;

import dev.ajar.evidence.storagelogs.LogRequest;
import dev.ajar.evidence.storagelogs.Wanted;
import dev.ajar.model.Ticks;
import dev.ajar.tables.Accesses;
import dev.ajar.tables.LogRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * What a query's filters say of account, container and time: decided in the bytes. A filter here
 * may let records through that Spark then takes out, and never the other way round.
 *
 * @param logAccounts accounts whose logs are asked for; null for any
 * @param accounts accounts that are asked for, as the query spells them; null for any
 * @param containers containers that are asked for; null for any
 * @param from first tick that is asked for
 * @param to first tick that is not
 */
record LogFilter(
    Set<String> logAccounts, Set<String> accounts, Set<String> containers, long from, long to)
    implements Wanted {
  private static final long serialVersionUID = 1L;

  /** Lets everything through. */
  static final LogFilter NONE =
      new LogFilter(null, null, null, Ticks.UNBOUNDED_PAST, Ticks.UNBOUNDED_FUTURE);

  @Override
  public boolean wants(LogRequest request) {
    return request.ticks() >= from
        && request.ticks() < to
        && (logAccounts == null || logAccounts.contains(request.logAccount()))
        && (accounts == null || accounts.contains(request.account()))
        && (containers == null || containers.contains(request.container()));
  }

  /** This, and what a predicate says; the same where it says nothing of use here. */
  LogFilter and(Predicate predicate) {
    Expression[] parts = predicate.children();
    if (parts.length < 2 || !(parts[0] instanceof NamedReference column)) {
      return this;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      if (!(parts[i] instanceof Literal<?> literal) || literal.value() == null) {
        return this;
      }
      values.add(literal.value());
    }
    String name = String.join(".", column.fieldNames());
    boolean equals = predicate.name().equals("=") || predicate.name().equals("IN");
    return switch (name) {
      case LogRecords.LOG_ACCOUNT ->
          equals ? of(both(logAccounts, values), accounts, containers) : this;
      case Accesses.ACCOUNT -> equals ? of(logAccounts, both(accounts, values), containers) : this;
      case Accesses.CONTAINER ->
          equals ? of(logAccounts, accounts, both(containers, values)) : this;
      case LogRecords.AT_TICKS -> range(predicate.name(), (Long) values.get(0), 1);
      case Accesses.AT -> range(predicate.name(), (Long) values.get(0), Ticks.PER_MICRO);
      default -> this;
    };
  }

  /**
   * A comparison with a time; any other operator says nothing.
   *
   * @param unit ticks of one unit of {@code value}: a record's time is cut to whole units
   */
  private LogFilter range(String operator, long value, long unit) {
    long first = Math.multiplyExact(value, unit);
    return switch (operator) {
      case ">=" -> within(first, to);
      case ">" -> within(first + unit, to);
      case "<" -> within(from, first);
      case "<=" -> within(from, first + unit);
      case "=" -> within(first, first + unit);
      default -> this;
    };
  }

  private LogFilter within(long after, long before) {
    return new LogFilter(
        logAccounts, accounts, containers, Math.max(from, after), Math.min(to, before));
  }

  private LogFilter of(Set<String> logs, Set<String> inAccounts, Set<String> inContainers) {
    return new LogFilter(logs, inAccounts, inContainers, from, to);
  }

  private static Set<String> both(Set<String> known, List<Object> values) {
    Set<String> asked = new HashSet<>();
    values.forEach(value -> asked.add(value.toString()));
    if (known != null) {
      asked.retainAll(known);
    }
    return asked;
  }
}

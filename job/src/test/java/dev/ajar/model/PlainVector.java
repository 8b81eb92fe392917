package dev.ajar.model;

import dev.ajar.model.PlainTimeline.Belief;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The rules of exposure.md §3 and §4 asked anew at each instant, over the cells of {@link
 * PlainTimeline}: the second opinion on {@link AccountHistory}.
 */
final class PlainVector {
  /** Cells of a history: everything happens well inside of them. */
  static final int CELLS = 60;

  private final List<Observation> account;
  private final List<Observation> container;
  private final IntPredicate control;
  private final IntPredicate both;
  private final List<String> states = new ArrayList<>();

  PlainVector(
      List<Observation> account,
      List<Observation> container,
      IntPredicate control,
      IntPredicate data) {
    this.account = new ArrayList<>(account);
    this.container = new ArrayList<>(container);
    this.control = control;
    this.both = cell -> control.test(cell) && data.test(cell);
    createAccount();
    for (Observation seen : container) {
      boolean shows = seen.value() != null && seen.setting().equals(Settings.PUBLIC_ACCESS);
      if (shows) {
        Basis basis = seen.basis() == Basis.HELD ? Basis.HELD : Basis.SNAPSHOT;
        this.container.add(
            new Observation(
                "acct",
                "c",
                Settings.EXISTS,
                null,
                "true",
                null,
                seen.ticks(),
                basis,
                seen.origin(),
                seen.untilTicks()));
      }
    }
  }

  /** One line a cell, in the words of the rules. */
  List<String> states() {
    for (int x = 0; x < CELLS; x++) {
      states.add(state(x));
    }
    return states;
  }

  private String state(int x) {
    Belief level = levelAt(x);
    Belief accountExists = accountExistsAt(x);
    List<Belief> beliefs = new ArrayList<>();
    beliefs.add(level);
    beliefs.add(containerExistsAt(x));
    beliefs.add(settingAt(Settings.ALLOW_BLOB_PUBLIC_ACCESS, x));
    beliefs.add(settingAt(Settings.PUBLIC_NETWORK_ACCESS, x));
    Belief network = settingAt(Settings.NETWORK_ACLS, x);
    beliefs.add(network);
    if (isClosed(accountExists)) {
      beliefs.add(accountExists);
    }
    List<Belief> closed = beliefs.stream().filter(PlainVector::isClosed).toList();
    if (!closed.isEmpty()) {
      return "closed "
          + (closed.stream().anyMatch(one -> one.how().equals("known"))
              ? "known"
              : closed.stream().anyMatch(one -> one.how().equals("inferred"))
                  ? "inferred"
                  : "assumed");
    }
    boolean unknown =
        beliefs.stream().anyMatch(one -> one.value() == null || one.value().equals("?"));
    String state =
        unknown
            ? "possible"
            : beliefs.stream().allMatch(one -> one.how().equals("known"))
                ? "proven"
                : beliefs.stream().anyMatch(one -> one.how().equals("assumed"))
                    ? "inferred assumed"
                    : "inferred";
    String capability = "blob".equals(level.value()) ? "read" : "list+read";
    String reach =
        network.value() == null || network.value().equals("Allow") ? "internet" : "listed";
    boolean sign = level.value() != null || level.sign();
    boolean contradicted =
        beliefs.stream().anyMatch(Belief::contradicted) || accountExists.contradicted();
    return String.join(
        " ",
        state,
        capability,
        reach,
        sign ? "sign" : "nosign",
        contradicted ? "contradicted" : "agreed");
  }

  private static boolean isClosed(Belief belief) {
    return belief.value() != null
        && List.of("false", "none", "disabled", "Deny").contains(belief.value());
  }

  private Belief levelAt(int x) {
    NavigableSet<Integer> ends = absences(account);
    ends.addAll(absences(container));
    return timeline(Settings.PUBLIC_ACCESS, container, ends, both, x);
  }

  private Belief containerExistsAt(int x) {
    return timeline(Settings.EXISTS, container, absences(account), both, x);
  }

  private Belief settingAt(String setting, int x) {
    return timeline(setting, account, absences(account), control, x);
  }

  private Belief accountExistsAt(int x) {
    Belief belief = timeline(Settings.EXISTS, account, new TreeSet<>(), control, x);
    Observation first =
        account.stream()
            .filter(seen -> seen.setting().equals(Settings.EXISTS))
            .min(Observation.ORDER)
            .orElse(null);
    boolean created =
        account.stream().anyMatch(seen -> seen.setting().equals(Settings.CREATION_TIME));
    boolean beginsThen =
        created && first.basis() == Basis.CHANGE && "false".equals(first.previousValue());
    return beginsThen && x < PlainTimeline.cell(first.ticks())
        ? new Belief("false", "known", false, false)
        : belief;
  }

  private static Belief timeline(
      String setting,
      List<Observation> observations,
      NavigableSet<Integer> ends,
      IntPredicate covered,
      int x) {
    int begin = ends.floor(x) == null ? 0 : ends.floor(x);
    int end = ends.higher(x) == null ? CELLS : ends.higher(x);
    List<Observation> own =
        observations.stream().filter(seen -> seen.setting().equals(setting)).toList();
    return new PlainTimeline(setting, begin, end, own, covered).at(x);
  }

  private static NavigableSet<Integer> absences(List<Observation> observations) {
    NavigableSet<Integer> absences = new TreeSet<>();
    for (Observation seen : observations) {
      if (seen.setting().equals(Settings.EXISTS)
          && ("false".equals(seen.value()) || "false".equals(seen.previousValue()))) {
        absences.add(PlainTimeline.cell(seen.ticks()));
      }
    }
    return absences;
  }

  /** A creation time is a creation, and the account existed from then to the snapshot. */
  private void createAccount() {
    for (Observation seen : List.copyOf(account)) {
      if (seen.setting().equals(Settings.CREATION_TIME)) {
        long created = Ticks.of(java.time.Instant.parse(seen.value()));
        // A creation event whose operation was under way is the same change, at its own time.
        Observation event =
            account.stream()
                .filter(other -> other.setting().equals(Settings.EXISTS))
                .filter(other -> other.basis() == Basis.CHANGE && "true".equals(other.value()))
                .filter(other -> other.ticks() >= created && other.ticks() <= seen.ticks())
                .filter(
                    other ->
                        other.origin().startedTicks() == null
                            ? other.ticks() - created <= 30 * Ticks.PER_SECOND
                            : other.origin().startedTicks() < created)
                .min(Observation.ORDER)
                .orElse(null);
        long began = event == null ? created : event.ticks();
        if (event == null || event.previousValue() == null) {
          account.add(exists(seen, began, Basis.CHANGE, "false", null));
        }
        account.add(exists(seen, began, Basis.HELD, null, seen.ticks()));
        // The histories of the test have accounts created after both cut-offs.
        account.replaceAll(
            other ->
                other.basis() == Basis.DEFAULT
                        && other.setting().equals(Settings.ALLOW_BLOB_PUBLIC_ACCESS)
                        && other.value() == null
                        && other.ticks() >= created
                    ? other.as(Basis.DEFAULT, "false", null, other.ticks())
                    : other);
      }
    }
  }

  private static Observation exists(
      Observation seen, long ticks, Basis basis, String previous, Long until) {
    return new Observation(
        "acct", null, Settings.EXISTS, null, "true", previous, ticks, basis, seen.origin(), until);
  }
}

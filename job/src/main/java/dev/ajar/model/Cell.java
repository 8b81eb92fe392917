package dev.ajar.model;

import dev.ajar.model.Effect.Door;
import dev.ajar.model.TimelineSpan.Certainty;
import dev.ajar.model.TimelineSpan.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A span in which no setting of the conjunction changes (exposure.md §3).
 *
 * @param parts one span of each setting; the first is the container's level
 * @param closed whether one of them is closed
 * @param certainty of the whole: known, inferred, assumed; a gap where it is merely possible
 */
record Cell(long from, long to, List<TimelineSpan> parts, boolean closed, Certainty certainty) {

  /** Cuts all of time wherever one of {@code tracks} changes. */
  static List<Cell> of(List<Track> tracks) {
    List<Cell> cells = new ArrayList<>();
    int[] at = new int[tracks.size()];
    long from = Ticks.UNBOUNDED_PAST;
    while (from < Ticks.UNBOUNDED_FUTURE) {
      long to = Ticks.UNBOUNDED_FUTURE;
      List<TimelineSpan> parts = new ArrayList<>(at.length);
      for (int i = 0; i < at.length; i++) {
        TimelineSpan part = tracks.get(i).spans().get(at[i]);
        parts.add(part);
        to = Math.min(to, part.to());
      }
      for (int i = 0; i < at.length; i++) {
        if (parts.get(i).to() == to) {
          at[i]++;
        }
      }
      cells.add(of(from, to, parts));
      from = to;
    }
    return cells;
  }

  private static Cell of(long from, long to, List<TimelineSpan> parts) {
    Certainty surestClosed = null;
    Certainty weakestOpen = Certainty.KNOWN;
    Door privately = privateWay(parts);
    for (TimelineSpan part : parts) {
      Certainty certainty = part.certainty();
      if (isShutToPublic(part) && privately != Door.CLOSED) {
        Certainty open = privately == Door.OPEN ? certainty : Certainty.GAP;
        weakestOpen = open.compareTo(weakestOpen) > 0 ? open : weakestOpen;
      } else if (part.isClosed()) {
        surestClosed =
            surestClosed == null || certainty.compareTo(surestClosed) < 0
                ? certainty
                : surestClosed;
      } else {
        // A value that nobody can judge leaves the vector as open to doubt as a gap does.
        Certainty open = part.isOpen() ? certainty : Certainty.GAP;
        weakestOpen = open.compareTo(weakestOpen) > 0 ? open : weakestOpen;
      }
    }
    boolean closed = surestClosed != null;
    return new Cell(from, to, parts, closed, closed ? surestClosed : weakestOpen);
  }

  /** Whether the firewall lets another tenant in by a private way. */
  private static Door privateWay(List<TimelineSpan> parts) {
    for (TimelineSpan part : parts) {
      if (part.setting().equals(Settings.NETWORK_ACLS) && part.isOpen()) {
        return part.effect().privately();
      }
    }
    return Door.CLOSED;
  }

  private static boolean isShutToPublic(TimelineSpan part) {
    return part.setting().equals(Settings.PUBLIC_NETWORK_ACCESS) && part.isClosed();
  }

  private TimelineSpan level() {
    return parts.get(0);
  }

  /** Of a cell that is not closed. */
  ExposureState state() {
    return switch (certainty) {
      case KNOWN -> ExposureState.PROVEN;
      case INFERRED, ASSUMED -> ExposureState.INFERRED;
      case GAP -> ExposureState.POSSIBLE;
    };
  }

  boolean isOpen() {
    return !closed && certainty != Certainty.GAP;
  }

  boolean isKnownClosed() {
    return closed && certainty == Certainty.KNOWN;
  }

  boolean hasSign() {
    return level().isOpen()
        || (level().certainty() == Certainty.GAP && level().mark() == Mark.SIGN);
  }

  boolean isContradicted() {
    return parts.stream().anyMatch(part -> part.mark() == Mark.CONTRADICTED);
  }

  List<String> capability() {
    List<String> said = level().effect().capability();
    return said == null ? Effect.LIST_AND_READ : said;
  }

  String reach() {
    if (parts.stream().anyMatch(Cell::isShutToPublic)) {
      return Effect.PRIVATE;
    }
    for (TimelineSpan part : parts) {
      if (part.setting().equals(Settings.NETWORK_ACLS) && part.isOpen()) {
        return part.effect().reach();
      }
    }
    return Effect.INTERNET;
  }

  /** The place in {@link #parts} of the setting that changed at {@code instant}; -1 if none did. */
  int mover(long instant) {
    int mover = -1;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).from() == instant) {
        if (parts.get(i).begun() != null) {
          return i;
        }
        mover = mover < 0 ? i : mover;
      }
    }
    return mover;
  }

  List<Place> evidence() {
    return places(parts);
  }

  /** Sorted places of what {@code spans} rest on. */
  static List<Place> places(Collection<TimelineSpan> spans) {
    TreeSet<Place> places = new TreeSet<>();
    for (TimelineSpan span : spans) {
      for (Observation observation : span.evidence()) {
        places.add(observation.place());
      }
    }
    return List.copyOf(places);
  }
}

package dev.ajar.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of one account, and through it of each of its containers: from observations to
 * exposure windows of the {@code anonymous} vector (exposure.md §2 to §4). No Spark.
 */
public final class AccountHistory {
  /** Never public (exposure.md §3). */
  private static final String LOGS = "$logs";

  private static final List<String> ACCOUNT_SETTINGS =
      List.of(
          Settings.ALLOW_BLOB_PUBLIC_ACCESS,
          Settings.PUBLIC_NETWORK_ACCESS,
          Settings.NETWORK_ACLS,
          Settings.ALLOW_SHARED_KEY_ACCESS);

  /** What bears on callers of a kind, beside the level or the credential itself. */
  private static final List<String> ON_ANYONE =
      List.of(
          Settings.ALLOW_BLOB_PUBLIC_ACCESS,
          Settings.PUBLIC_NETWORK_ACCESS,
          Settings.NETWORK_ACLS,
          Settings.EXISTS);

  private static final List<String> ON_CALLERS =
      List.of(Settings.PUBLIC_NETWORK_ACCESS, Settings.NETWORK_ACLS, Settings.EXISTS);

  private static final List<String> ON_KEYS =
      List.of(
          Settings.PUBLIC_NETWORK_ACCESS,
          Settings.NETWORK_ACLS,
          Settings.EXISTS,
          Settings.ALLOW_SHARED_KEY_ACCESS);

  private final String account;
  private final Intervals controlCover;
  private final Intervals containerCover;
  private final SortedSet<Long> absences;
  private final boolean hasWholeContainerList;
  private final Map<String, Track> tracks = new LinkedHashMap<>();
  private final List<Observation> rotations;

  /**
   * @param account the account
   * @param observations of the account's own settings, in any order
   * @param cover when its changes are covered
   * @param premises what the configuration says
   */
  public AccountHistory(
      String account, List<Observation> observations, Cover cover, Premises premises) {
    this.account = account;
    this.controlCover = cover.control();
    this.containerCover = cover.control().intersect(cover.data());
    AccountExistence existence = new AccountExistence(observations);
    this.absences = Incarnations.absences(existence.observations());
    this.hasWholeContainerList =
        observations.stream()
            .anyMatch(
                seen ->
                    seen.setting().equals(Settings.CONTAINER_LIST) && "whole".equals(seen.value()));
    Set<String> subscriptions = new HashSet<>();
    for (Observation seen : of(Settings.SUBSCRIPTION, observations)) {
      subscriptions.add(seen.value());
    }
    for (String setting : ACCOUNT_SETTINGS) {
      List<Observation> own =
          observations.stream()
              .filter(seen -> seen.setting().equals(setting))
              .map(seen -> withDefault(seen, existence, premises.defaults()))
              .map(seen -> withPrivateWays(seen, premises.ownTenants(), subscriptions))
              .sorted(Observation.ORDER)
              .toList();
      tracks.put(
          setting, new Track(Incarnations.timeline(setting, absences, own, cover.control()), own));
    }
    tracks.put(
        Settings.EXISTS, new Track(existence.timeline(cover.control()), existence.observations()));
    this.rotations = of(Settings.KEY_CREATION_TIME, observations);
    rotations.addAll(of(Settings.USER_DELEGATION_KEYS, observations));
    rotations.sort(Observation.ORDER);
  }

  /**
   * When no change could pass unseen.
   *
   * @param control changes through ARM
   * @param data changes through the data plane
   */
  public record Cover(Intervals control, Intervals data) {}

  /** The windows and closed spans of one container; {@code observations} in any order. */
  public Exposure container(String container, List<Observation> observations) {
    List<Observation> levels = of(Settings.PUBLIC_ACCESS, observations);
    List<Observation> existence = of(Settings.EXISTS, observations);
    for (Observation level : levels) {
      // Only what exists has a level.
      if (level.value() != null && level.basis() != Basis.DEFAULT) {
        Basis basis = level.basis() == Basis.HELD ? Basis.HELD : Basis.SNAPSHOT;
        existence.add(level.about(Settings.EXISTS).as(basis, "true", null, level.ticks()));
      }
    }
    existence.sort(Observation.ORDER);
    levels.sort(Observation.ORDER);
    SortedSet<Long> ends = new TreeSet<>(absences);
    ends.addAll(Incarnations.absences(existence));
    Track level =
        container.equals(LOGS)
            ? new Track(Incarnations.always(Settings.PUBLIC_ACCESS, Effect.SHUT), List.of())
            : new Track(
                Incarnations.timeline(Settings.PUBLIC_ACCESS, ends, levels, containerCover),
                levels);
    Track exists =
        new Track(
            Incarnations.timeline(Settings.EXISTS, absences, existence, containerCover), existence);
    List<Track> all = new ArrayList<>();
    all.add(level);
    all.addAll(tracks(ON_ANYONE));
    all.add(exists);
    return new VectorWindows(Way.OF_ANYONE, account, container, all).exposure();
  }

  /**
   * What the account's own settings say of any container in it: its closed spans and, where there
   * is no whole list of its containers, the unknown window of those that nobody listed (exposure.md
   * §4).
   */
  public Exposure unlistedContainers() {
    List<Track> all = new ArrayList<>();
    all.add(new Track(Incarnations.always(Settings.PUBLIC_ACCESS, Effect.UNSAID), List.of()));
    all.addAll(tracks(ON_ANYONE));
    Exposure exposure = new VectorWindows(Way.OF_ANYONE, account, null, all).exposure();
    return hasWholeContainerList ? new Exposure(List.of(), exposure.closedSpans()) : exposure;
  }

  /**
   * The windows of a credential: in its life, as long as the account is there, lets its network in
   * and, where one of its keys signs, accepts keys.
   */
  public Exposure credential(CredentialLife life) {
    List<Track> all = new ArrayList<>();
    all.add(life.track(rotations));
    if (!life.way().vector().equals(Way.DECLARED)) {
      all.addAll(tracks(life.isOfAccountKey() ? ON_KEYS : ON_CALLERS));
    }
    Exposure exposure = new VectorWindows(life.way(), account, life.container(), all).exposure();
    return new Exposure(exposure.windows(), List.of());
  }

  /**
   * The windows of a role assignment: while it exists and the account is there and lets its network
   * in; of one that lets in by keys alone, as long as the account accepts keys.
   */
  public Exposure role(RoleLife life) {
    List<Track> all = new ArrayList<>();
    all.add(life.role());
    all.add(life.track(controlCover));
    all.addAll(tracks(life.keysOnly() ? ON_KEYS : ON_CALLERS));
    Way way = new Way(Way.ROLE_ASSIGNMENT, life.assignment());
    Exposure exposure = new VectorWindows(way, account, life.container(), all).exposure();
    return new Exposure(exposure.windows(), List.of());
  }

  private List<Track> tracks(List<String> settings) {
    return settings.stream().map(tracks::get).toList();
  }

  private static Observation withDefault(
      Observation seen, AccountExistence existence, SwitchDefaults defaults) {
    if (seen.basis() != Basis.DEFAULT
        || seen.value() != null
        || !seen.setting().equals(Settings.ALLOW_BLOB_PUBLIC_ACCESS)) {
      return seen;
    }
    String value = defaults.valueOf(existence.createdBefore(seen.ticks()));
    return seen.as(Basis.DEFAULT, value, null, seen.ticks());
  }

  private static Observation withPrivateWays(
      Observation seen, Set<String> tenants, Set<String> subscriptions) {
    return seen.setting().equals(Settings.NETWORK_ACLS)
        ? seen.saying(value -> PrivateWays.marked(value, tenants, subscriptions))
        : seen;
  }

  private static List<Observation> of(String setting, List<Observation> observations) {
    List<Observation> own = new ArrayList<>();
    for (Observation seen : observations) {
      if (seen.setting().equals(setting)) {
        own.add(seen);
      }
    }
    return own;
  }
}

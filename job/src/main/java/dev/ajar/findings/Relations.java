package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.ajar.AjarException;
import dev.ajar.config.Known;
import dev.ajar.config.Known.Named;
import dev.ajar.model.ActorKey;
import dev.ajar.model.IpAddress;
import dev.ajar.model.Networks;
import dev.ajar.model.Principal;
import dev.ajar.model.Relation;
import dev.ajar.tables.Accesses;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF9;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * What one record says of its actor's relation to the victim, by the configuration's rules, and
 * where none fits by the directory's (exposure.md §6).
 *
 * <p>Rules by strength: principal, tenant, network, agent. Principals and tenants speak only for
 * OAuth requests and for who is only named, since whoever holds a SAS or a key need not be who made
 * it. A user agent is the caller's own claim, so no rule about one makes an actor own or platform.
 * An address is judged by the configured networks alone: a private one (10.x) is any caller in the
 * same Azure region.
 *
 * <p>The directory calls the tenant's members and managed identities its own. Guests, and
 * applications that another tenant owns, get their tokens from the tenant that let them in: that
 * tenant's being own says nothing of them. Of several things that the directory said of one
 * principal, the least trusted holds.
 */
final class Relations implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rules about who the actor is; one record's match speaks for all the actor's records. */
  static final int BY_PRINCIPAL = 0;

  static final int BY_TENANT = 1;

  /** Rules about one record, or no rule at all: every record of the actor has its say. */
  static final int BY_RECORD = 2;

  /** Columns of what {@link #column} gives, the first two deciding between records. */
  static final String MATCH = "match";

  static final String STRENGTH = "strength";
  static final String TRUST = "trust";
  static final String RULE = "rule";
  static final String NAME = "name";

  private static final StructType MATCH_TYPE =
      new StructType()
          .add(STRENGTH, DataTypes.IntegerType)
          .add(TRUST, DataTypes.IntegerType)
          .add(RULE, DataTypes.StringType)
          .add(NAME, DataTypes.StringType);

  /** The columns of {@link Identity}, in order. */
  private static final Column[] IDENTITY =
      Stream.of(
              Accesses.ACTOR_ID,
              Accesses.AUTH_TYPE,
              Accesses.OBJECT_ID,
              Accesses.APP_ID,
              Accesses.UPN,
              Accesses.TENANT_ID,
              Accesses.CALLER_IP,
              Accesses.USER_AGENT)
          .map(name -> col(name))
          .toArray(Column[]::new);

  private static final Match NONE = new Match(BY_RECORD, Relation.UNKNOWN, null, null);

  private static final Principal NOT_LISTED = new Principal(null, null, null, null, null, null);

  private static final Comparator<Match> LEAST_TRUSTED =
      Comparator.<Match>comparingInt(match -> match.relation().trust())
          .thenComparing(match -> text(match.rule()));

  private final HashMap<String, Match> principals = new HashMap<>();
  private final HashMap<String, Match> tenants = new HashMap<>();
  private final Networks networks;
  private final ArrayList<Match> agents = new ArrayList<>();
  private final ArrayList<String> agentTexts = new ArrayList<>();

  /**
   * What a rule says.
   *
   * @param strength one of the constants of {@link Relations}
   * @param relation the relation
   * @param rule the rule, for a person; null where none applied
   * @param name what the rule calls the actor; null if nothing
   */
  record Match(int strength, Relation relation, String rule, String name) implements Serializable {}

  /** Who a record says it is by; each may be null. */
  record Identity(
      String actorId,
      String authType,
      String objectId,
      String appId,
      String upn,
      String tenantId,
      String address,
      String agent) {}

  Relations(Known known) {
    for (Named named : known.principals()) {
      principals.putIfAbsent(lower(named.match()), match(BY_PRINCIPAL, "principal", named));
    }
    for (Named named : known.tenants()) {
      tenants.putIfAbsent(lower(named.match()), match(BY_TENANT, "tenant", named));
    }
    for (Named named : known.agents()) {
      Match match = match(BY_RECORD, "agent", named);
      agentTexts.add(lower(named.match()));
      agents.add(match.relation().isStranger() ? match : NONE);
    }
    networks = networks(known);
  }

  /**
   * What the strongest rule says of each row with the columns of {@link Accesses}: strength, trust
   * (the relation's place in {@link Relation}), rule and name; the smallest of an actor's rows
   * decides.
   *
   * @param listed {@link Directory#LISTED} of the row
   */
  Column column(Column listed) {
    UDF9<String, String, String, String, String, String, String, String, Seq<Row>, Row> match =
        (actorId, authType, objectId, appId, upn, tenantId, address, agent, principals) -> {
          Match found =
              of(
                  new Identity(actorId, authType, objectId, appId, upn, tenantId, address, agent),
                  Directory.principals(principals));
          return RowFactory.create(
              found.strength(), found.relation().trust(), found.rule(), found.name());
        };
    return udf(match, MATCH_TYPE)
        .apply(Stream.concat(Arrays.stream(IDENTITY), Stream.of(listed)).toArray(Column[]::new));
  }

  /**
   * Whether the request of a row, with a SAS, is by an actor that is neither own nor platform:
   * whoever holds one need not be in any directory.
   */
  Column isStranger() {
    return column(lit(null).cast(Directory.TYPE)).getField(TRUST).lt(Relation.OWN.trust());
  }

  /**
   * Whether a principal, of whom only the object id is known, is neither own nor platform.
   *
   * @param listed {@link Directory#LISTED} of the row
   */
  Column isStranger(Column principal, Column listed) {
    UDF2<String, Seq<Row>, Boolean> isStranger =
        (id, principals) ->
            of(
                    new Identity(null, null, id, null, null, null, null, null),
                    Directory.principals(principals))
                .relation()
                .isStranger();
    return udf(isStranger, DataTypes.BooleanType).apply(principal, listed);
  }

  /** The network of an address: itself, of IPv6 its /64; what is no address stays as it is. */
  static Column network(Column address) {
    UDF1<String, String> network =
        text -> IpAddress.parse(text).map(IpAddress::network).orElse(text);
    return udf(network, DataTypes.StringType).apply(address);
  }

  /** What the strongest rule that fits says; relation unknown and no rule where none does. */
  Match of(Identity identity, List<Principal> listed) {
    return listed.isEmpty()
        ? of(identity, NOT_LISTED)
        : listed.stream().map(principal -> of(identity, principal)).min(LEAST_TRUSTED).get();
  }

  private Match of(Identity identity, Principal listed) {
    if (ActorKey.platform().id().equals(identity.actorId())) {
      return new Match(BY_PRINCIPAL, Relation.PLATFORM, "TrustedAccess", null);
    }
    boolean isNamed = identity.authType() == null || ActorKey.OAUTH.equals(identity.authType());
    Match byName = isNamed ? byName(identity, listed) : null;
    if (byName != null) {
      return byName;
    }
    Match byRecord = byRecord(identity);
    return isNamed && byRecord.equals(NONE) ? byDirectory(listed) : byRecord;
  }

  /** The rule of the principal, else of the tenant; null if there is none. */
  private Match byName(Identity identity, Principal listed) {
    for (String id :
        Arrays.asList(
            identity.objectId(),
            identity.appId(),
            identity.upn(),
            listed.objectId(),
            listed.appId(),
            listed.upn())) {
      Match principal = principals.get(lower(text(id)));
      if (principal != null) {
        return principal;
      }
    }
    Match owner = tenants.get(lower(text(listed.ownerTenant())));
    if (owner != null) {
      return owner;
    }
    Match tenant = tenants.get(lower(text(identity.tenantId())));
    boolean letIn = tenant != null && listed.isForeignTo(identity.tenantId());
    return letIn && !tenant.relation().isStranger() ? null : tenant;
  }

  private Match byRecord(Identity identity) {
    return networks
        .match(identity.address())
        .map(
            rule ->
                new Match(
                    BY_RECORD,
                    rule.relation(),
                    spelled("network", rule.cidr(), rule.name()),
                    rule.name()))
        .orElseGet(() -> byAgent(text(identity.agent())));
  }

  private static Match byDirectory(Principal listed) {
    return listed.equals(NOT_LISTED)
        ? NONE
        : new Match(
            BY_RECORD, listed.isOwn() ? Relation.OWN : Relation.UNKNOWN, listed.rule(), null);
  }

  private Match byAgent(String agent) {
    String lower = lower(agent);
    for (int i = 0; i < agents.size(); i++) {
      if (lower.contains(agentTexts.get(i))) {
        return agents.get(i);
      }
    }
    return NONE;
  }

  private static Networks networks(Known known) {
    try {
      return Networks.of(known.networks().stream().map(Relations::network).toList());
    } catch (IllegalArgumentException e) {
      throw AjarException.usage(e.getMessage(), "correct known.networks in the configuration");
    }
  }

  private static Networks.Rule network(Named named) {
    return new Networks.Rule(named.match(), named.name(), Relation.of(named.relation()));
  }

  private static Match match(int strength, String kind, Named named) {
    String rule = spelled(kind, named.match(), named.name());
    return new Match(strength, Relation.of(named.relation()), rule, named.name());
  }

  private static String spelled(String kind, String match, String name) {
    return kind + " " + match + (name == null ? "" : " " + name);
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

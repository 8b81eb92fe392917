package dev.ajar.findings;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.split;

import dev.ajar.model.Settings;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Observations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code windows, observations → findings} about the ways into an account beside the public one:
 * subnets and resources that its firewall names, its network perimeter, its private endpoints.
 */
final class PrivateWayFindings {
  private PrivateWayFindings() {}

  static Dataset<Row> transform(Dataset<Row> windows, Dataset<Row> observations) {
    return privateWays(windows, observations)
        .union(perimeters(observations))
        .union(privateEndpoints(observations));
  }

  /** Windows that only a private way opens, with the firewall's rules that may be it. */
  private static Dataset<Row> privateWays(Dataset<Row> windows, Dataset<Row> observations) {
    Dataset<Row> rules =
        observations
            .where(col(Observations.SETTING).equalTo(Settings.NETWORK_ACLS))
            .select(
                col(Observations.ACCOUNT), explode(split(col(Observations.VALUE), " ")).as("rule"))
            .where(col("rule").startsWith("resource:").or(col("rule").startsWith("vnet:")))
            .groupBy(Observations.ACCOUNT)
            .agg(
                expr("concat_ws(', ', slice(array_sort(collect_set(rule)), 1, "
                        + RaiseFindings.PLACES
                        + "))")
                    .as("rules"));
    return windows
        .where(col(ExposureWindows.REACH).equalTo("private"))
        .join(rules, new String[] {ExposureWindows.ACCOUNT}, "left")
        .select(
            RaiseFindings.finding(
                "private-way-in",
                "medium",
                RaiseFindings.window(),
                concat(
                    lit("Public network access to "),
                    RaiseFindings.place(),
                    lit(
                        " is off in this window, but its firewall names subnets or resources of"
                            + " another tenant, or of one that nobody names, and lets them in by a"
                            + " private way: "),
                    coalesce(col("rules"), lit("the rules are not told")),
                    lit(".")),
                col(ExposureWindows.OPENED_EVIDENCE)));
  }

  private static Dataset<Row> perimeters(Dataset<Row> observations) {
    return observations
        .where(
            col(Observations.SETTING)
                .equalTo(Settings.PUBLIC_NETWORK_ACCESS)
                .and(lower(col(Observations.VALUE)).equalTo("securedbyperimeter")))
        .groupBy(Observations.ACCOUNT)
        .agg(RaiseFindings.places().as("places"))
        .select(
            RaiseFindings.finding(
                "perimeter-not-read",
                "medium",
                col(Observations.ACCOUNT),
                concat(
                    lit("Account "),
                    col(Observations.ACCOUNT),
                    lit(
                        " is secured by a network perimeter and counts as closed to the public"
                            + " then. Whom the perimeter's own rules let in is not among the"
                            + " evidence that Ajar reads: look at its access rules.")),
                col("places")));
  }

  /** Private endpoints in subscriptions that no list of accounts is of. */
  private static Dataset<Row> privateEndpoints(Dataset<Row> observations) {
    Dataset<Row> listed =
        observations
            .where(col(Observations.SETTING).equalTo(Settings.ACCOUNT_LIST))
            .select(lower(col(Observations.ITEM)).as("subscription"));
    return observations
        .where(col(Observations.SETTING).equalTo(Settings.PRIVATE_ENDPOINT))
        .withColumn(
            "subscription", regexp_extract(col(Observations.ITEM), "^/subscriptions/([^/]+)/", 1))
        .join(listed, new String[] {"subscription"}, "left_anti")
        .groupBy(Observations.ACCOUNT)
        .agg(
            expr("concat_ws(', ', slice(array_sort(collect_set(item)), 1, "
                    + RaiseFindings.PLACES
                    + "))")
                .as("endpoints"),
            RaiseFindings.places().as("places"))
        .select(
            RaiseFindings.finding(
                "private-endpoint-elsewhere",
                "medium",
                col(Observations.ACCOUNT),
                concat(
                    lit("Account "),
                    col(Observations.ACCOUNT),
                    lit(
                        " has let in private endpoints of subscriptions of which no list of accounts"
                            + " was read. Whoever is in their networks reaches it, whatever its"
                            + " firewall says; no window is made of that: "),
                    col("endpoints"),
                    lit(".")),
                col("places")));
  }
}

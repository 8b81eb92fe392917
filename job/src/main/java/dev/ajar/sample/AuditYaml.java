package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;

/** The configuration of the audit, and what the folder is, in words. */
final class AuditYaml {
  private final Tenant tenant;
  private final Story story;

  AuditYaml(Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
  }

  String configuration() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# The audit of a made-up tenant. Paths are relative to this file.\n");
    yaml.append("audit: contoso-sample\n");
    yaml.append("period: {from: ")
        .append(at(story.from))
        .append(", to: ")
        .append(at(story.to))
        .append("}\n");
    yaml.append("sources:\n");
    for (String category : StorageLogs.CATEGORIES) {
      String container = "insights-logs-" + category.toLowerCase(java.util.Locale.ROOT);
      yaml.append("  - {kind: storage-logs, path: logs/").append(container).append("}\n");
    }
    yaml.append("  - {kind: activity-log, path: ").append(ActivityLog.EXPORT).append("}\n");
    yaml.append("  - {kind: activity-log, path: ").append(ActivityLog.DUMP);
    yaml.append(", covers: {from: ").append(at(story.dumpFrom));
    yaml.append(", to: ").append(at(story.dumpTo)).append("}}\n");
    for (long taken : new long[] {story.listedBefore, story.listedAfter}) {
      boolean before = taken == story.listedBefore;
      for (String kind : new String[] {"accounts", "containers", "diagnostic-settings"}) {
        yaml.append("  - {kind: ").append(kind);
        yaml.append(", path: ").append(Snapshots.folder(taken, kind)).append(", taken_at: ");
        // The folder's name holds the time; the containers' second list is dated by it.
        boolean byPath = kind.equals("containers") && !before;
        yaml.append(byPath ? "path" : at(taken));
        yaml.append(kind.equals("accounts") && before ? ", api_version: 2023-01-01}\n" : "}\n");
      }
    }
    for (Account account : Inventory.accounts(tenant)) {
      yaml.append("  - {kind: blob-inventory, path: ")
          .append(Inventory.folder(account))
          .append("}\n");
    }
    yaml.append("known:\n");
    yaml.append("  tenants:\n");
    named(yaml, "id", tenant.ownTenant, "Contoso", "own");
    named(yaml, "id", tenant.vendorTenant, "Socly", "vendor");
    yaml.append("  principals:\n");
    named(yaml, "id", tenant.backup.objectId(), "Nightly Backup", "own");
    yaml.append("  networks:\n");
    named(yaml, "cidr", "203.0.113.0/26", "HQ egress", "own");
    yaml.append("  agents:\n");
    named(yaml, "contains", "censys", "Censys", "known-scanner");
    yaml.append("output: {path: tables}\n");
    return yaml.toString();
  }

  private static void named(
      StringBuilder yaml, String key, String match, String name, String relation) {
    yaml.append("    - {").append(key).append(": ").append(match);
    yaml.append(", name: ").append(name).append(", relation: ").append(relation).append("}\n");
  }

  private static String at(long ticks) {
    return Stamp.isoSeconds(ticks);
  }

  String readme(long seed, long bytes) {
    return """
        A made-up Azure tenant with a planted incident, written by `ajar sample`.

        Nothing here is real: names, ids, keys and signatures are drawn from a seed, addresses are
        of the ranges set apart for documentation, and of 10.0.0.0/8.

        audit.yaml   the configuration of the audit: `ajar audit -c audit.yaml`
        logs/        storage resource logs, filed by the hour in which they were received
        activity/    the Activity Log: a diagnostic export, and what az prints of some weeks
        snapshots/   accounts, containers and diagnostic settings, listed twice
        inventory/   Blob Inventory runs with manifest and checksum
        truth/       what was planted and what an audit must find; no audit reads it

        The story: a vendor's service principal opens a container through ARM, strangers list and
        download it for weeks, until security closes it. Beside it: an account's switch opened and
        closed over a container that nobody touched, two data-plane changes of level whose value
        nobody logged, days without logs, an account that never had any.

        """
        + "seed "
        + seed
        + ", about "
        + bytes
        + " bytes of storage logs\n";
  }
}

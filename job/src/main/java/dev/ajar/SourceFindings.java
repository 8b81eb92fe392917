package dev.ajar;

import dev.ajar.config.AuditConfig;
import dev.ajar.config.SourceConfig;
import dev.ajar.config.SourceKind;
import dev.ajar.model.Hashes;
import dev.ajar.sweep.LogInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What sources cannot tell: said, never passed over in silence. Rows of findings. */
final class SourceFindings {
  private final List<Row> findings = new ArrayList<>();

  private SourceFindings() {}

  /**
   * One row per finding, in the order of the sources.
   *
   * @param isEmpty whether a source that is read whole holds no file
   */
  static List<Row> of(AuditConfig config, LogInventory logs, Predicate<SourceConfig> isEmpty) {
    SourceFindings all = new SourceFindings();
    for (SourceConfig source : config.sources()) {
      boolean empty = source.kind().isStorageLog() ? logs.isEmpty(source) : isEmpty.test(source);
      all.about(source, empty);
    }
    if (!config.sources(SourceKind.STORAGE_ANALYTICS).isEmpty()) {
      all.add(
          "signers-not-named",
          SourceKind.STORAGE_ANALYTICS.word(),
          "Classic logs name neither the key nor the signature of a request: which of their"
              + " requests used a leaked one is not known. No window of a key or signature is"
              + " \"not observed\" in this audit.");
    }
    if (!config.sources(SourceKind.ROLE_ASSIGNMENTS).isEmpty()
        && config.sources(SourceKind.ROLE_DEFINITIONS).isEmpty()) {
      all.add(
          "roles-not-defined",
          SourceKind.ROLE_ASSIGNMENTS.word(),
          "No source of the kind role-definitions is given. A role that Ajar does not know by itself"
              + " may give anything: windows of its assignments are possible. Add the role"
              + " definitions of the tenant.");
    }
    if (logs.leftOut() > 0) {
      all.add(
          "files-left-out",
          SourceKind.STORAGE_LOGS.word(),
          logs.leftOut()
              + " files and folders of the sources of storage logs were not looked into: by their"
              + " names they are no logs of the blob service, or their accounts are out of scope."
              + " What lies in these folders, and beside the logs of an hour, is not counted.");
    }
    return all.findings;
  }

  private void about(SourceConfig source, boolean empty) {
    String kind = source.kind().word();
    String named = kind + " " + source.path();
    if (!Intake.READ.contains(source.kind())) {
      add(
          "source-not-read",
          named,
          "This version of Ajar does not read evidence of the kind "
              + kind
              + ": nothing in this audit rests on it, and what it would show is not known.");
    } else if (empty) {
      add(
          "source-empty",
          named,
          "The source holds no file. Check the path, and that the copy of the evidence is whole:"
              + " what it should show is not known.");
    }
  }

  private void add(String kind, String subject, String text) {
    findings.add(
        RowFactory.create(
            Hashes.id("finding", kind, subject), kind, "medium", subject, text, null));
  }
}

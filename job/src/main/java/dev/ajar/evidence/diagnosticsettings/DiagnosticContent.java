package dev.ajar.evidence.diagnosticsettings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.DiagnosticCategories;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.ListPageRow;
import dev.ajar.evidence.PathNames;
import dev.ajar.evidence.ResourceId;
import dev.ajar.evidence.Said;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The diagnostic settings of one file. */
final class DiagnosticContent implements SnapshotContent {
  private static final String BLOB_SERVICES = "blobservices";

  private final EvidenceFile file;
  private final TakenAt taken;
  private final Set<String> accounts = new TreeSet<>();

  DiagnosticContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    ResourceId id = ResourceId.parse(JsonFields.text(element, "id"));
    if (id.text() == null) {
      return "names no resource";
    }
    if (id.account() == null || !BLOB_SERVICES.equals(id.service())) {
      return OUTSIDE;
    }
    JsonNode inner = JsonFields.field(element, "properties");
    JsonNode properties = inner.isObject() ? inner : element;
    if (!JsonFields.field(properties, "logs").isArray()) {
      return "a diagnostic setting without a list of logs";
    }
    Said said = DiagnosticCategories.read(properties);
    if (!said.hasValue()) {
      return "logs that are no list of categories, each enabled or not";
    }
    accounts.add(id.account());
    out.observation(
        ObservationRow.of(Basis.SNAPSHOT, Settings.DIAGNOSTIC_SETTING, taken.ticks())
            .on(id.account(), null)
            .item(id.name())
            .value(said.value())
            .until(taken.untilTicks())
            .in(file.file(), offset));
    if (id.subscription() != null) {
      out.observation(
          ObservationRow.of(Basis.MENTION, Settings.SUBSCRIPTION, taken.ticks())
              .on(id.account(), null)
              .value(id.subscription())
              .in(file.file(), offset));
    }
    return null;
  }

  /**
   * An empty list is of the blob service that the path names; a path that names only the account
   * may as well hold the account's own settings, which send no logs.
   */
  @Override
  public void end(PageOfList list, SnapshotSink out) {
    if (list == null) {
      return;
    }
    String fromPath = PathNames.blobService(file.file());
    if (accounts.isEmpty() && fromPath != null) {
      accounts.add(fromPath);
    }
    ListPageRow page = new ListPageRow(file, taken, list);
    for (String account : accounts) {
      out.page(page.of(Settings.DIAGNOSTIC_SETTING_LIST, account, List.of()));
    }
  }
}

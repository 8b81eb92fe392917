package dev.ajar.evidence.servicetags;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ajar.evidence.CanonicalJson;
import dev.ajar.evidence.EvidenceFile;
import dev.ajar.evidence.JsonFields;
import dev.ajar.evidence.SnapshotContent;
import dev.ajar.evidence.TakenAt;
import dev.ajar.model.AddressRange;
import dev.ajar.model.Basis;
import dev.ajar.model.Settings;
import dev.ajar.tables.ObservationRow;
import java.util.Set;
import java.util.TreeSet;

/** The service tags of one file (inputs.md §8). */
final class ServiceTagContent implements SnapshotContent {
  private static final Set<String> WRAPPERS = Set.of("values");

  private final EvidenceFile file;
  private final TakenAt taken;

  ServiceTagContent(EvidenceFile file, TakenAt taken) {
    this.file = file;
    this.taken = taken;
  }

  @Override
  public Set<String> wrappers() {
    return WRAPPERS;
  }

  @Override
  public String read(JsonNode element, long offset, SnapshotSink out) {
    String tag = JsonFields.text(element, "name", "id");
    if (tag == null) {
      return "names no service tag";
    }
    JsonNode prefixes =
        JsonFields.field(JsonFields.field(element, "properties"), "addressPrefixes");
    if (!prefixes.isArray()) {
      return "a service tag without a list of address prefixes";
    }
    Set<String> ranges = new TreeSet<>();
    for (JsonNode prefix : prefixes) {
      String range = AddressRange.spelled(prefix.asText());
      if (range == null) {
        return "an address prefix is no range of addresses";
      }
      ranges.add(range);
    }
    out.observation(
        ObservationRow.of(Basis.SNAPSHOT, Settings.SERVICE_TAG, taken.ticks())
            .item(tag)
            .value(new CanonicalJson().words("addressPrefixes", ranges).toString())
            .until(taken.untilTicks())
            .in(file.file(), offset));
    return null;
  }

  @Override
  public void end(PageOfList list, SnapshotSink out) {}
}

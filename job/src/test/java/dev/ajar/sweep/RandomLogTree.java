package dev.ajar.sweep;

import dev.ajar.model.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Paths of logs, most of them in Azure's layout, and spans of time that they may be asked for. */
final class RandomLogTree {
  private static final String[] CONTAINERS = {
    "insights-logs-storageread", "Insights-Logs-StorageWrite", "insights-logs-storagedelete", "copy"
  };
  private static final String[] ACCOUNTS = {"acme", "globex", "foreign"};
  private static final String[] SERVICES = {
    "blobServices/default", "blobServices/default", "blobServices/default", "fileServices/default"
  };
  private static final String[] YEARS = {"y=2023", "y=2024", "y=2024", "y=2024", "y=x", "y=20"};
  private static final String[] MONTHS = {"m=01", "m=02", "m=2", "m=12", "m=13", "m="};
  private static final String[] DAYS = {"d=01", "d=28", "d=29", "d=31", "d=1"};
  private static final String[] HOURS = {"h=00", "h=05", "h=23", "h=7", "h=24", "h=00"};
  private static final String[] MINUTES = {"m=00", "m=00", "m=00", "m=15", "m=00/deeper"};
  private static final String[] FILES = {
    "PT1H.json", "PT1H.json", "PT1H.json", "X.JSON", "x.log.gz", "readme.md", "_SUCCESS", "a:b.json"
  };

  private RandomLogTree() {}

  static String path(Random random) {
    List<String> parts = new ArrayList<>();
    parts.add(one(random, CONTAINERS));
    if (random.nextInt(6) > 0) {
      parts.add(
          "resourceId=/subscriptions/Sub"
              + random.nextInt(2)
              + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/"
              + one(random, ACCOUNTS));
      parts.add(one(random, SERVICES));
    }
    for (String[] level : new String[][] {YEARS, MONTHS, DAYS, HOURS, MINUTES}) {
      parts.add(one(random, level));
    }
    if (random.nextInt(5) == 0) {
      parts = parts.subList(0, random.nextInt(parts.size() + 1));
    }
    if (random.nextInt(8) == 0) {
      parts.add(random.nextInt(parts.size() + 1), "odd");
    }
    String path = String.join("/", parts) + "/" + one(random, FILES);
    String plain = path.startsWith("/") ? path.substring(1) : path;
    return random.nextInt(6) == 0 ? plain.toUpperCase(Locale.ROOT) : plain;
  }

  static List<long[]> spans(Random random) {
    List<long[]> spans = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant from =
          Instant.parse("2023-01-01T00:00:00Z")
              .plus(Duration.ofMinutes(random.nextInt(2 * 366 * 24 * 60)));
      long minutes = random.nextInt(4) == 0 ? random.nextInt(200 * 24 * 60) : random.nextInt(4_000);
      spans.add(new long[] {Ticks.of(from), Ticks.of(from.plus(Duration.ofMinutes(1 + minutes)))});
    }
    return spans;
  }

  private static String one(Random random, String[] words) {
    return words[random.nextInt(words.length)];
  }
}

package dev.ajar.reports;

import dev.ajar.reports.html.Page;
import dev.ajar.reports.views.Views;
import dev.ajar.tables.ExposureWindows;
import dev.ajar.tables.Runs;
import dev.ajar.tables.Table;
import dev.ajar.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** A page that an attacker wrote as much of as anybody can. */
final class HostilePage {
  private static final int MOST = 500;

  /** Text that breaks out of what it stands in, or cannot be seen. */
  static final List<String> ODD_TEXTS =
      List.of(
          "<script>alert(1)</script>",
          "</script><script>alert(2)</script>",
          "</style></title></textarea><img src=x onerror=alert(3)>",
          "\"><img src=x onerror=alert(4)>",
          "' onmouseover='alert(5)",
          "]]><svg onload=alert(6)>",
          "<!-- --><iframe src=\"https://evil.example/\">",
          "javascript:alert(7)",
          "data:text/html,<script>alert(8)</script>",
          "https://evil.example/beacon?x=1",
          "&lt;script&gt;&#60;b&#62;&amp;",
          "${7*7} @template.run(page) #{x} {{x}}",
          "=cmd|' /C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1)",
          "\t=1",
          "\r=1",
          "invoice\u202Efdp.exe",
          "\u2066\u2067\u2068isolated",
          "zero\u200Bwidth\u200D\uFEFF\u2060",
          "line\nend\r\nand \u2028\u2029\u0085",
          "nul\u0000 esc\u001B[31m bell\u0007 del\u007F",
          "half \uD800 pair \uDC00",
          "not \uFFFE xml \uFFFF",
          "tags \uDB40\uDC41\uDB40\uDC7F",
          "blank \u3164\u2800\u115F\u00A0",
          "é".repeat(3) + "\u0301".repeat(200),
          "x".repeat(10_000),
          "<".repeat(10_000),
          "שלום/مرحبا.csv",
          "");

  private static final List<String> WAYS_OUT =
      List.of(
          "",
          "\">",
          "'>",
          "-->",
          "]]>",
          "</title>",
          "</style>",
          "</script>",
          "</textarea>",
          "</svg>",
          "</bdi></td></table>",
          "</tspan></text></svg>");

  private static final List<String> PAYLOADS =
      List.of(
          "<script>pwned=1</script>",
          "<img src=x onerror=pwned=1>",
          "<svg onload=pwned=1>",
          "<details open ontoggle=pwned=1>",
          "<input autofocus onfocus=pwned=1>",
          "<iframe srcdoc='<script>parent.pwned=1</script>'>",
          "<iframe src=https://evil.example/>",
          "<object data=https://evil.example/>",
          "<embed src=https://evil.example/>",
          "<link rel=stylesheet href=https://evil.example/>",
          "<style>@import 'https://evil.example/'</style>",
          "<p style=background:url(https://evil.example/)>",
          "<meta http-equiv=refresh content=0;url=https://evil.example/>",
          "<base href=https://evil.example/>",
          "<form action=https://evil.example/><button>",
          "<video src=https://evil.example/ onerror=pwned=1>",
          "<a href=javascript:pwned=1>here</a>",
          "<svg><image href=https://evil.example/ />",
          "<template><script>pwned=1</script></template>");

  /** What runs or asks for something if it gets out, by every way out, and {@link #ODD_TEXTS}. */
  static final List<String> ALL_TEXTS =
      Stream.concat(
              WAYS_OUT.stream().flatMap(out -> PAYLOADS.stream().map(payload -> out + payload)),
              ODD_TEXTS.stream())
          .toList();

  private HostilePage() {}

  /** A page of an audit in which every text of every table is each of these once. */
  static Page of(List<String> texts) {
    FixtureTables tables = new FixtureTables();
    for (Table table : Tables.ALL) {
      if (table == Runs.TABLE) {
        continue;
      }
      for (int i = 0; i < texts.size(); i++) {
        tables.add(table, row(table, i, texts.get(i)));
      }
    }
    return Page.of(Views.of(tables, Story.PERIOD, Story.config().rules(), MOST), Story.run());
  }

  private static Object[] row(Table table, int i, String text) {
    List<Object> row = new ArrayList<>();
    for (StructField field : table.columns().fields()) {
      row.add(field.name());
      row.add(value(field, i, text));
    }
    return row.toArray();
  }

  private static Object value(StructField field, int i, String text) {
    if (field.name().equals(ExposureWindows.WINDOW_ID) || field.name().endsWith("actor_id")) {
      return field.name().replace("opened_", "").replace("closed_", "") + i;
    }
    if (field.name().equals("via")) {
      return i % 2 == 0 ? "through" : "during";
    }
    if (field.name().equals("operation_class")) {
      return List.of("read", "write", "list").get(i % 3);
    }
    if (field.name().equals("basis")) {
      return "change";
    }
    if (field.dataType().equals(DataTypes.StringType)) {
      return text + (List.of("object", "reason", "account").contains(field.name()) ? i : "");
    }
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return FixtureTables.at("2024-02-01T09:30:00Z").plusSeconds(i);
    }
    if (field.dataType().equals(DataTypes.LongType)) {
      return i;
    }
    if (field.dataType().equals(DataTypes.BooleanType)) {
      return i % 5 != 1;
    }
    return field.dataType().catalogString().contains("struct")
        ? List.of(RowFactory.create(text, (long) i))
        : List.of(text);
  }
}

package dev.ajar.sample;

import dev.ajar.sample.Tenant.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records that cannot be read, in known files, each behind a good one. */
final class BadLines {
  /** One bad line with its line end, and what is wrong with it. */
  record Line(byte[] bytes, String what) {}

  private final Tenant tenant;
  private final Story story;
  private final Dice dice;
  private final LogLine lines;
  private final List<String> secrets = new ArrayList<>();

  /** In the window: what is quarantined here makes the hour unreadable. */
  private final long hourInside;

  /** After the window, in files that are read for late records only: they darken nothing. */
  private final long hourAfter;

  private final long hourUnfinished;
  private final String pathInside;
  private final String pathAfter;
  private final String pathUnfinished;

  BadLines(long seed, Tenant tenant, Story story) {
    this.tenant = tenant;
    this.story = story;
    this.dice = new Dice(seed, "bad lines");
    this.lines = new LogLine(tenant);
    hourInside = Stamp.floor(story.open + 11 * Stamp.DAY, Stamp.HOUR);
    hourAfter = Stamp.floor(story.close, Stamp.HOUR) + 20 * Stamp.HOUR;
    hourUnfinished = Stamp.floor(story.close, Stamp.HOUR) + 26 * Stamp.HOUR;
    pathInside = Stamp.hourPath(hourInside);
    pathAfter = Stamp.hourPath(hourAfter);
    pathUnfinished = Stamp.hourPath(hourUnfinished);
  }

  List<String> secrets() {
    return secrets;
  }

  /** Good records for the files that would else have none: the own backup, after the close. */
  List<Planted> company() {
    List<Planted> company = new ArrayList<>();
    for (long hour : new long[] {hourAfter, hourUnfinished}) {
      Request read = good();
      read.port = 40_113;
      company.add(new Planted(read, dice.requestId(), hour + 7 * Stamp.MINUTE + 3, List.of(hour)));
    }
    return company;
  }

  /** The bad lines of a file of StorageRead of the incident's account. */
  List<Line> in(String path, long hour) {
    if (!ours(path)) {
      return List.of();
    }
    if (hour == hourInside && path.contains(pathInside)) {
      return List.of(invalidUtf8(), withoutTime());
    }
    if (hour == hourAfter && path.contains(pathAfter)) {
      return List.of(half(), noObject());
    }
    return List.of();
  }

  /** The beginning of a line that was still being written; null for other files. */
  byte[] tail(String path, long hour) {
    if (!ours(path) || hour != hourUnfinished || !path.contains(pathUnfinished)) {
      return null;
    }
    String text = text(hour);
    return utf8(text.substring(0, text.length() / 3));
  }

  private boolean ours(String path) {
    return path.contains("storageread/") && path.contains(tenant.incident.name());
  }

  private Line invalidUtf8() {
    byte[] line = utf8(text(hourInside) + "\n");
    int at = indexOf(line, "azsdk");
    line[at] = (byte) 0xC3;
    line[at + 1] = '(';
    return new Line(line, "invalid UTF-8");
  }

  private Line withoutTime() {
    String text = text(hourInside);
    String rest = text.substring(text.indexOf(", \"resourceId\""));
    return new Line(utf8("{ \"time\": {\"value\": true}" + rest + "\n"), "wrong type");
  }

  /** Half a line, with a signature that nobody cut. */
  private Line half() {
    String secret = "secret" + dice.hex(24) + "%2B";
    secrets.add(secret);
    String text =
        text(hourAfter).replace("azsdk", "azsdk https://y.example/?se=2030&sig=" + secret + "& ");
    return new Line(
        utf8(text.substring(0, text.indexOf("\"objectKey\"") + 30) + "\n"), "half line");
  }

  private static Line noObject() {
    return new Line(utf8("\"log writer restarted\"\n"), "no object");
  }

  private String text(long hour) {
    Request read = good();
    read.port = 40_114;
    return lines.text(read, Stamp.iso(hour + 9 * Stamp.MINUTE), dice.requestId(), dice.guid());
  }

  private Request good() {
    Account account = tenant.incident;
    Caller backup = Incident.backup(tenant, dice);
    return Request.read(
        account, Tenant.APP_DATA, backup, account.container(Tenant.APP_DATA).blobs().get(0));
  }

  private static int indexOf(byte[] line, String word) {
    return new String(line, StandardCharsets.UTF_8).indexOf(word);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.ajar.evidence.storagelogs;

import dev.ajar.evidence.lines.Mutations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Files of lines in many shapes, some of them broken. */
final class MadeUpLines {
  private static final String[] OPERATIONS = {
    "GetBlob",
    "ListBlobs",
    "PutBlob",
    "getblob",
    "BlobPreflightRequest",
    "GetWebContent",
    "CopyBlobSource",
    "SetContainerACL",
    "ListContainers",
    "ReadFile",
    "Unheard",
    "",
    " ",
    "DeleteContainer",
    "GetBlobServiceProperties",
    "FindBlobsByTags",
    "ListFilesystemDir"
  };
  private static final String[] KEYS = {
    "/acme/open/a",
    "/acme/open/dir/b c",
    "/acme/open",
    "/acme",
    "/acme/",
    "",
    "/acme/$web/x",
    "acme/open/a",
    "/Acme/sig=abc/x",
    "https://other.blob.core.windows.net/there/x?sig=1",
    "/acme//x",
    "\\/acme\\/open\\/a",
    "\\u002facme/open/a",
    "/acme/o\\u0070en/a",
    "/acme/ö/ü",
    " /acme/open",
    "/acme/open/{\\\"}]",
    "/acme/open/a\\\\",
    "/acme/root.txt",
    "/acme/open/\\ud83d\\ude00 \\ud800\\t\\b\\f\\n\\r\\\\/ö",
    "\\u0020\\t"
  };
  private static final String[] IDENTITIES = {
    "{\"type\":\"Anonymous\"}",
    "{\"type\":\"SAS\",\"tokenHash\":\"key1(AB),SasSignature(CD)\"}",
    "{ \"type\" : \"anonymous\" }",
    "{\"type\":null}",
    "null",
    "\"Anonymous\"",
    "{}",
    "[]",
    "{\"type\":\"OAuth\",\"tokenHash\":\"AB\",\"requester\":{\"appId\":\"a\",\"objectId\":\"o\",\"upn\":\"u\"},"
        + "\"authorization\":[{\"action\":\"read\",\"roleAssignmentId\":\"r1\",\"result\":\"Denied\"},"
        + "{\"roleAssignmentId\":\"r2\",\"result\":\"Granted\"}]}",
    "{\"type\":\"OAuth\",\"requester\":{\"upn\":\"u\",\"userName\":null},\"authorization\":{\"roleAssignmentId\":\" \"}}",
    "{\"authorization\":[[{\"roleAssignmentId\":\"no\"}],{\"roleAssignmentId\":\"yes\"},{}],\"type\":\"anonymous \"}",
    "\"{\\\"type\\\":\\\"Anonymous\\\"}\"",
    "{\"type\":\"OAuth\",\"authorization\":[{\"roleAssignmentId\":\"a\",\"result\":\"Denied\"},"
        + "{\"roleAssignmentId\":\"b\",\"result\":\"Gr\\u0061nted\"}]}",
    "{\"type\":\"OAuth\",\"authorization\":[{\"roleAssignmentId\":\"\\u0061\",\"result\":\"\"},"
        + "{\"roleAssignmentId\":\" \",\"result\":\"Granted\"},"
        + "{\"result\":\"Granted\",\"roleAssignmentId\":\"c\"}]}",
    "{\"type\":{\"a\":\"Anonymous\"}}",
    "{\"type\":\"Anonymous\",\"type\":\"SAS\"}",
    "{\"type\":true}"
  };
  private static final String[] STATUSES = {
    "200",
    "\"200\"",
    "206",
    "304",
    "404",
    "null",
    "\"\"",
    "2e2",
    "200.0",
    "-1",
    "true",
    "0200",
    "99999999999999999999",
    "[200]",
    "\" 200\""
  };
  private static final String[] TIMES = {
    "2024-02-10T03:04:05.1234567Z",
    "2024-02-10T03:59:59Z",
    "2024-02-10T04:00:00.1Z",
    "2024-02-10T03:04:05.12345678Z",
    "2024-02-30T03:04:05Z",
    "2024-02-10 03:04:05",
    "",
    "2024-02-10T03:04:05.Z",
    "2024-02-10T03:04:65Z",
    "2/10/2024 3:04:05 AM",
    "0001-01-01T00:00:00Z",
    "2024-02-10T03:04:05+01:00"
  };
  private static final String[] URIS = {
    "https://acme.blob.core.windows.net:443/open/a",
    "https://acme.z6.web.core.windows.net/x",
    "https://ACME.DFS.core.windows.net/open?prefix=x",
    "http://acme.web.core.windows.net/",
    "https:\\/\\/acme.blob.core.windows.net/x?sig=abc%2F&skoid=1",
    "",
    "none",
    "https://acme.blob.core.windows.net/x?sk=system-1",
    "https://",
    "https://a?b.web.c"
  };
  private static final String[] MORE = {
    "",
    ",\"etag\":\"\\\"0x8D\\\"\",\"serviceType\":\"blob\"",
    ",\"serviceType\":\"files\"",
    ",\"responseBodySize\":4711,\"operationCount\":0",
    ",\"responseBodySize\":\"12\"",
    ",\"x\":{\"y\":[1,2,{\"z\":\"}\"}],\"w\":\"{\"}",
    ",\"downloadRange\":\"bytes=0-99\"",
    ",\"userAgentHeader\":\"Mozilla/5.0 (ü)\"",
    ",\"accountName\":null",
    ",\"accountName\":\"other\"",
    ",\"conditionsUsed\":\"a=b;c=\\\"d\\\"\"",
    ",\"objectKey\":\"/acme/second/x\"",
    ",\"n\":1.5e3",
    ",\"referrerHeader\":\"https:\\/\\/x\"",
    ",\"b\":true,\"c\":false,\"d\":-0.25,\"e\":null"
  };
  private final Random random;

  MadeUpLines(Random random) {
    this.random = random;
  }

  byte[] file(int lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (random.nextInt(8) == 0) {
      file.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
    }
    boolean calm = random.nextInt(3) > 0;
    for (int i = 0; i < lines; i++) {
      byte[] line = line(calm).getBytes(StandardCharsets.UTF_8);
      file.writeBytes(random.nextInt(calm ? 60 : 6) == 0 ? Mutations.of(line, random) : line);
      file.writeBytes(Mutations.lineEnd(i == lines - 1, random).getBytes(StandardCharsets.UTF_8));
    }
    return file.toByteArray();
  }

  private String line(boolean calm) {
    String line =
        LogLines.line(
                pick(OPERATIONS, calm),
                pick(STATUSES, calm),
                pick(IDENTITIES, calm),
                pick(KEYS, calm),
                "",
                random.nextInt(3) == 0 ? pick(MORE, calm) : "")
            .replace("2024-02-10T03:04:05.1234567Z", time(calm))
            .replace("https://acme.blob.core.windows.net:443", pick(URIS, calm));
    return switch (random.nextInt(calm ? 400 : 40)) {
      case 0 -> line.replace(",\"", ", \"").replace("\":", "\" : ");
      case 1 -> "{\"records\":[" + line + "," + line + "]}";
      case 2 -> line + line;
      case 3 -> line.replace("\"category\":\"StorageRead\",", "\"category\":\"storagewrite\",");
      case 4 -> line.replace("\"category\":\"StorageRead\",", "");
      case 5 -> line.replaceFirst("\\{", "{\"properties\":{\"accountName\":\"first\"},");
      case 6 -> line.replace("\"accountName\":\"acme\",", "");
      case 7 -> line.replace("/blobServices/", "/queueServices/");
      case 8 -> line.replace("\"resourceId\"", "\"resource\\u0049d\"");
      case 9 -> "[" + line + "]";
      case 10 -> "\"" + line.replace("\"", "\\\"") + "\"";
      default -> line;
    };
  }

  private String time(boolean calm) {
    return random.nextInt(4) == 0
        ? pick(TIMES, calm)
        : String.format(
            java.util.Locale.ROOT,
            "2024-02-1%dT0%d:%02d:%02d.%07dZ",
            random.nextInt(2),
            random.nextInt(10),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(10_000_000));
  }

  private String pick(String[] all, boolean calm) {
    return all[calm && random.nextInt(30) > 0 ? random.nextInt(2) : random.nextInt(all.length)];
  }
}

package dev.ajar.evidence.blobinventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ajar.evidence.AzureTime;
import dev.ajar.evidence.ServiceEndpoint;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the manifest of one inventory run says (inputs.md §7), also of the layout before June 2021,
 * whose rule names neither format, object type nor fields.
 *
 * @param account account that was listed, lower case, from the endpoint
 * @param rule name of the rule; empty if the manifest names none
 * @param status {@code Succeeded}, {@code PartiallySucceeded}, {@code Failed}, as written; null if
 *     the manifest says none
 * @param format CSV or Parquet
 * @param subject blobs or containers
 * @param fields columns that the rule asked for, in order; empty if the manifest names none
 * @param startTicks start of the run, in ticks
 * @param completionTicks completion of the run, in ticks; not before its start
 * @param files the run's files
 */
record InventoryManifest(
    String account,
    String rule,
    String status,
    Format format,
    Subject subject,
    List<String> fields,
    long startTicks,
    long completionTicks,
    List<Listed> files)
    implements Serializable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  enum Format {
    CSV,
    PARQUET
  }

  enum Subject {
    BLOB,
    CONTAINER
  }

  /**
   * A file of the run.
   *
   * @param blob its path in the destination container
   * @param bytes its size; -1 if the manifest says none
   */
  record Listed(String blob, long bytes) implements Serializable {}

  /** Reads a manifest. */
  static InventoryManifest parse(byte[] content) throws Malformed {
    JsonNode root = document(content);
    JsonNode definition = root.path("ruleDefinition");
    long start = time(root, "inventoryStartTime");
    long completion = time(root, "inventoryCompletionTime");
    if (completion < start) {
      throw new Malformed("inventoryCompletionTime is before inventoryStartTime");
    }
    return new InventoryManifest(
        account(root.path("endpoint").asText("")),
        root.path("ruleName").asText(""),
        root.hasNonNull("status") ? root.get("status").asText() : null,
        format(definition.path("format").asText("csv")),
        subject(definition.path("objectType").asText("blob")),
        texts(definition.path("schemaFields")),
        start,
        completion,
        files(root.path("files")));
  }

  /** Whether the run says that it listed all that its rule asks for. */
  boolean succeeded() {
    return "succeeded".equalsIgnoreCase(status);
  }

  /** Whether the run says that it failed. */
  boolean failed() {
    return "failed".equalsIgnoreCase(status);
  }

  private static JsonNode document(byte[] content) throws Malformed {
    try {
      JsonNode root = JSON.readTree(content);
      if (root == null || !root.isObject()) {
        throw new Malformed("not an object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new Malformed("not JSON");
    } catch (IOException e) {
      throw new Malformed("invalid UTF-8");
    }
  }

  private static long time(JsonNode root, String key) throws Malformed {
    long ticks = AzureTime.ticks(root.path(key).asText(null));
    if (!AzureTime.isTime(ticks)) {
      throw new Malformed(key + " is missing or no time");
    }
    return ticks;
  }

  private static String account(String endpoint) throws Malformed {
    String account = ServiceEndpoint.account(endpoint);
    if (account == null) {
      throw new Malformed("endpoint names no account");
    }
    return account;
  }

  private static Format format(String word) throws Malformed {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "csv" -> Format.CSV;
      case "parquet" -> Format.PARQUET;
      default -> throw new Malformed("the rule's format is neither csv nor parquet");
    };
  }

  private static Subject subject(String word) throws Malformed {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "blob" -> Subject.BLOB;
      case "container" -> Subject.CONTAINER;
      default -> throw new Malformed("the rule's objectType is neither blob nor container");
    };
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return List.copyOf(texts);
  }

  private static List<Listed> files(JsonNode array) throws Malformed {
    if (!array.isArray()) {
      throw new Malformed("files is missing");
    }
    List<Listed> files = new ArrayList<>();
    for (JsonNode element : array) {
      String blob = element.path("blob").asText("");
      if (blob.isEmpty()) {
        throw new Malformed("a file without a name");
      }
      files.add(new Listed(blob, element.path("size").asLong(-1)));
    }
    return List.copyOf(files);
  }
}

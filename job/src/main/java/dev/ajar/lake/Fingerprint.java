package dev.ajar.lake;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a multiset of rows hashes to, in any order: the number of rows and the sums of two 64-bit
 * hashes of each row's SHA-256. Rows of equal fingerprint are taken to be equal.
 *
 * <p>A row is hashed through its JSON, so that a null, an empty text, an empty list and a shifted
 * value all differ; SHA-256 stands before the quick hashes because the text is an attacker's.
 *
 * @param rows how many
 * @param first sum of the first hash; zero for no rows
 * @param second sum of the second hash; zero for no rows
 */
record Fingerprint(long rows, BigDecimal first, BigDecimal second) {
  /** The column that {@link #digested} adds. */
  static final String DIGEST = "__digest";

  /** The fingerprint of no rows. */
  static final Fingerprint NOTHING = new Fingerprint(0, BigDecimal.ZERO, BigDecimal.ZERO);

  private static final String SIDE = "__side";

  /** The rows, each with the digest of all its columns beside them. */
  static Dataset<Row> digested(Dataset<Row> rows) {
    StructType schema = rows.schema();
    Column[] values = new Column[schema.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = canonical(schema.apply(i)).as("c" + i);
    }
    return rows.withColumn(DIGEST, sha2(to_json(struct(values), EXACT), 256));
  }

  /** The fingerprint of digested rows: one action. */
  static Fingerprint of(Dataset<Row> digested) {
    return ofEach(Map.of("", digested)).getOrDefault("", NOTHING);
  }

  /** The fingerprints of several sets of digested rows by name, in one action. */
  static Map<String, Fingerprint> ofEach(Map<String, Dataset<Row>> digested) {
    Dataset<Row> all = null;
    for (Map.Entry<String, Dataset<Row>> side : new TreeMap<>(digested).entrySet()) {
      Dataset<Row> digests = side.getValue().select(lit(side.getKey()).as(SIDE), col(DIGEST));
      all = all == null ? digests : all.unionAll(digests);
    }
    Map<String, Fingerprint> fingerprints = new TreeMap<>();
    digested.keySet().forEach(side -> fingerprints.put(side, NOTHING));
    if (all != null) {
      for (Row row :
          all.groupBy(SIDE).agg(count(lit(1)), summed("first"), summed("second")).collectAsList()) {
        fingerprints.put(
            row.getString(0),
            new Fingerprint(
                row.getLong(1),
                row.getDecimal(2).stripTrailingZeros(),
                row.getDecimal(3).stripTrailingZeros()));
      }
    }
    return fingerprints;
  }

  /** Summed as decimals: sums of 64-bit hashes overflow, and ANSI arithmetic throws. */
  private static Column summed(String salt) {
    return sum(xxhash64(lit(salt), col(DIGEST)).cast(DataTypes.createDecimalType(20, 0)));
  }

  /** Times inside of structs, to the microsecond. */
  private static final Map<String, String> EXACT =
      Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  /** A value whose JSON is exact: JSON would cut microseconds, and a map has no order. */
  private static Column canonical(StructField field) {
    Column value = col("`" + field.name() + "`");
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return unix_micros(value);
    }
    if (field.dataType() instanceof MapType) {
      return array_sort(map_entries(value));
    }
    return value;
  }
}

package dev.ajar.findings;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.ajar.tables.SasTokens;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code SAS tokens → renewed ones}: a renewal is of the same kind, breadth and permissions, first
 * used before the earlier one's end and ending later (exposure.md §3).
 *
 * <p>Tokens of one kind pass in the order of their first use; only those that have not ended wait
 * for a renewal, so that a service which makes a SAS for each request needs no memory for them.
 */
final class RenewedTokens {
  /** Ticks: its first successful use, and its end. */
  static final String FIRST = "first";

  static final String ENDS = "ends";
  private static final String KIND = "of_kind";
  private static final StructType RENEWED =
      new StructType()
          .add(SasTokens.ACCOUNT, DataTypes.StringType)
          .add(SasTokens.SAS_SHA256, DataTypes.StringType)
          .add(SasTokens.RENEWED_BY, DataTypes.StringType);

  /** A token that may yet be renewed; ends is a tick. */
  private record Waiting(String account, String sha256, long ends) {}

  private RenewedTokens() {}

  /**
   * The tokens that were renewed, each with the hash of its first renewal.
   *
   * @param tokens with the columns of {@link SasTokens} that tell kinds apart, and with {@link
   *     #FIRST} and {@link #ENDS}
   */
  static Dataset<Row> transform(Dataset<Row> tokens) {
    FlatMapGroupsFunction<String, Row, Row> renewed = (kind, group) -> renewed(group);
    MapFunction<Row, String> kind = row -> row.getString(0);
    return tokens
        .where(col(FIRST).isNotNull().and(col(ENDS).isNotNull()))
        .select(
            to_json(
                    struct(
                        col(SasTokens.ACCOUNT),
                        col(SasTokens.CONTAINER),
                        col(SasTokens.KIND),
                        col(SasTokens.BREADTH),
                        col(SasTokens.PERMISSIONS),
                        col(SasTokens.POLICY)))
                .as(KIND),
            col(SasTokens.ACCOUNT),
            col(SasTokens.SAS_SHA256),
            col(FIRST),
            col(ENDS))
        .groupByKey(kind, Encoders.STRING())
        .flatMapSortedGroups(
            new Column[] {col(FIRST), col(ENDS), col(SasTokens.SAS_SHA256)},
            renewed,
            Encoders.row(RENEWED));
  }

  private static Iterator<Row> renewed(Iterator<Row> tokens) {
    return new Renewed(tokens);
  }

  /** The renewed tokens of one kind, as their renewals pass. */
  private static final class Renewed implements Iterator<Row> {
    private final Iterator<Row> tokens;

    /** The top of the stack ends first. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private final Deque<Row> found = new ArrayDeque<>();

    Renewed(Iterator<Row> tokens) {
      this.tokens = tokens;
    }

    @Override
    public boolean hasNext() {
      while (found.isEmpty() && tokens.hasNext()) {
        pass(tokens.next());
      }
      return !found.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return found.remove();
    }

    private void pass(Row token) {
      long first = token.getAs(FIRST);
      long ends = token.getAs(ENDS);
      String sha256 = token.getAs(SasTokens.SAS_SHA256);
      while (!waiting.isEmpty() && waiting.peek().ends() <= first) {
        waiting.pop();
      }
      while (!waiting.isEmpty() && waiting.peek().ends() < ends) {
        Waiting earlier = waiting.pop();
        found.add(RowFactory.create(earlier.account(), earlier.sha256(), sha256));
      }
      waiting.push(new Waiting(token.getAs(SasTokens.ACCOUNT), sha256, ends));
    }
  }
}

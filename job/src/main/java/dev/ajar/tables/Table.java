package dev.ajar.tables;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The contract of one Delta table, or of rows handed from one stage to the next: names, types and
 * comments of its columns, in order.
 *
 * <p>Stages make and read rows without {@code audit}; the lake puts {@code audit} first when it
 * writes and takes it off when it reads.
 */
public final class Table {
  /** The first column of every table: the audit that a row belongs to. */
  public static final String AUDIT = "audit";

  /** A place in evidence, as a column's element. */
  public static final StructType PLACE =
      new StructType()
          .add("file", DataTypes.StringType, true)
          .add("offset", DataTypes.LongType, true);

  private final String name;
  private final String comment;
  private final List<String> key;
  private final StructType columns;

  private Table(Builder builder) {
    this.name = builder.name;
    this.comment = builder.comment;
    this.key = List.copyOf(builder.key);
    this.columns = new StructType(builder.fields.toArray(StructField[]::new));
  }

  /** Begins a contract. {@code comment} says what one row is. */
  public static Builder named(String name, String comment) {
    return new Builder(name, comment);
  }

  public String name() {
    return name;
  }

  public String comment() {
    return comment;
  }

  /** The columns that tell two rows apart, beside {@code audit}; in order. */
  public List<String> key() {
    return key;
  }

  /** The columns beside {@code audit}. */
  public StructType columns() {
    return columns;
  }

  /** The columns as stored: {@code audit} first. */
  public StructType storedColumns() {
    StructType stored =
        new StructType()
            .add(AUDIT, DataTypes.StringType, true, commented("The audit this row belongs to."));
    for (StructField field : columns.fields()) {
      stored = stored.add(field);
    }
    return stored;
  }

  /**
   * The columns of this contract, in its order, out of rows that may have more.
   *
   * @throws IllegalStateException if a column is missing or of another type: a mistake in a stage
   */
  public Dataset<Row> conform(Dataset<Row> rows) {
    StructType given = rows.schema();
    List<String> wrong = new ArrayList<>();
    for (StructField field : columns.fields()) {
      int index = indexOf(given, field.name());
      if (index < 0) {
        wrong.add(field.name() + " is missing");
      } else if (!DataType.equalsStructurally(
          given.apply(index).dataType(), field.dataType(), /* ignoreNullability= */ true)) {
        wrong.add(
            field.name()
                + " is "
                + given.apply(index).dataType().catalogString()
                + ", not "
                + field.dataType().catalogString());
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "rows do not conform to " + name + ": " + String.join("; ", wrong));
    }
    return rows.select(
        java.util.Arrays.stream(columns.fieldNames())
            .map(column -> col("`" + column + "`"))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static int indexOf(StructType schema, String column) {
    String[] names = schema.fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(column)) {
        return i;
      }
    }
    return -1;
  }

  private static org.apache.spark.sql.types.Metadata commented(String comment) {
    return new MetadataBuilder().putString("comment", comment).build();
  }

  /** Collects the columns of a contract, in order. */
  public static final class Builder {
    private final String name;
    private final String comment;
    private final List<StructField> fields = new ArrayList<>();
    private List<String> key = List.of();

    private Builder(String name, String comment) {
      this.name = name;
      this.comment = comment;
    }

    public Builder text(String column, String comment) {
      return column(column, DataTypes.StringType, comment);
    }

    /** An instant in UTC, to the microsecond, cut. */
    public Builder instant(String column, String comment) {
      return column(column, DataTypes.TimestampType, comment);
    }

    /** A count, a number of bytes, or ticks. */
    public Builder count(String column, String comment) {
      return column(column, DataTypes.LongType, comment);
    }

    public Builder flag(String column, String comment) {
      return column(column, DataTypes.BooleanType, comment);
    }

    /** A sorted set of words. */
    public Builder words(String column, String comment) {
      return column(column, DataTypes.createArrayType(DataTypes.StringType), comment);
    }

    /** Places in evidence. */
    public Builder places(String column, String comment) {
      return column(column, DataTypes.createArrayType(PLACE), comment);
    }

    /** Numbers by name. */
    public Builder counts(String column, String comment) {
      return column(
          column, DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType), comment);
    }

    public Builder column(String column, DataType type, String comment) {
      fields.add(new StructField(column, type, true, commented(comment)));
      return this;
    }

    /** The columns that tell two rows apart, beside {@code audit}. */
    public Builder key(String... columns) {
      key = List.of(columns);
      return this;
    }

    public Table build() {
      return new Table(this);
    }
  }

  /** What to say of each column: name to comment, in order. */
  public Map<String, String> comments() {
    Map<String, String> comments = new java.util.LinkedHashMap<>();
    for (StructField field : columns.fields()) {
      comments.put(field.name(), field.getComment().getOrElse(() -> ""));
    }
    return comments;
  }
}

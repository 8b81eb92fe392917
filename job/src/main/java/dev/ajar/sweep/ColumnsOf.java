package dev.ajar.sweep;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;

/** Some columns of rows, as Spark holds them. Not thread-safe. */
final class ColumnsOf {
  private final int[] indices;
  private final UnaryOperator<Object>[] converters;

  /**
   * @param all what the rows have
   * @param asked what is asked for of them
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ColumnsOf(StructType all, StructType asked) {
    indices = new int[asked.length()];
    converters = new UnaryOperator[asked.length()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = all.fieldIndex(asked.fields()[i].name());
      converters[i] = converter(asked.fields()[i].dataType());
    }
  }

  private static UnaryOperator<Object> converter(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return new Strings();
    }
    Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(type);
    return converter::apply;
  }

  InternalRow of(Row row) {
    Object[] values = new Object[indices.length];
    for (int i = 0; i < indices.length; i++) {
      Object value = row.get(indices[i]);
      values[i] = value == null ? null : converters[i].apply(value);
    }
    return new GenericInternalRow(values);
  }

  /** Texts of one column: most are the one before. */
  private static final class Strings implements UnaryOperator<Object> {
    private String last = "";
    private UTF8String converted = UTF8String.EMPTY_UTF8;

    @Override
    public Object apply(Object text) {
      if (!last.equals(text)) {
        last = (String) text;
        converted = UTF8String.fromString(last);
      }
      return converted;
    }
  }
}

package dev.ajar.sweep;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** Some columns of rows, as Spark holds them. */
final class ColumnsOf {
  private final int[] indices;
  private final Function1<Object, Object>[] converters;

  /**
   * @param all what the rows have
   * @param asked what is asked for of them
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  ColumnsOf(StructType all, StructType asked) {
    indices = new int[asked.length()];
    converters = new Function1[asked.length()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = all.fieldIndex(asked.fields()[i].name());
      converters[i] =
          CatalystTypeConverters.createToCatalystConverter(asked.fields()[i].dataType());
    }
  }

  InternalRow of(Row row) {
    Object[] values = new Object[indices.length];
    for (int i = 0; i < indices.length; i++) {
      values[i] = converters[i].apply(row.get(indices[i]));
    }
    return new GenericInternalRow(values);
  }
}

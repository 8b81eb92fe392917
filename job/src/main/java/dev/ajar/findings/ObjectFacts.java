package dev.ajar.findings;

import dev.ajar.model.ObjectHistory;
import dev.ajar.model.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows that {@link JudgeObjects} gathers of one object in one window, and what {@link
 * ObjectHistory} makes of them. Instants are microseconds.
 */
final class ObjectFacts {
  static final String WINDOW_ID = "window_id";
  static final String CONTAINER = "container";
  static final String OBJECT = "object";
  static final String SEEN = "seen";
  static final String REQUEST = "request";

  /** One object in one window. */
  static final StructType KEY =
      new StructType()
          .add(WINDOW_ID, DataTypes.StringType)
          .add(CONTAINER, DataTypes.StringType)
          .add(OBJECT, DataTypes.StringType);

  /** {@link ObjectHistory.Seen}, field by field. */
  static final StructType SEEN_TYPE =
      new StructType()
          .add("version", DataTypes.StringType)
          .add("snapshot", DataTypes.StringType)
          .add("current", DataTypes.BooleanType)
          .add("size", DataTypes.LongType)
          .add("created", DataTypes.LongType)
          .add("modified", DataTypes.LongType)
          .add("content_type", DataTypes.StringType)
          .add("etag", DataTypes.StringType)
          .add("seen_from", DataTypes.LongType)
          .add("seen_to", DataTypes.LongType)
          .add("from_window", DataTypes.LongType)
          .add("in_period", DataTypes.BooleanType)
          .add("file", DataTypes.StringType)
          .add("offset", DataTypes.LongType);

  /** {@link ObjectHistory.Request}, field by field; actor and first byte first, to sort by. */
  static final StructType REQUEST_TYPE =
      new StructType()
          .add("actor", DataTypes.StringType)
          .add("first", DataTypes.LongType)
          .add("at", DataTypes.LongType)
          .add("version", DataTypes.StringType)
          .add("snapshot", DataTypes.StringType)
          .add("confirms", DataTypes.BooleanType)
          .add("content", DataTypes.BooleanType)
          .add("status", DataTypes.LongType)
          .add("bytes_out", DataTypes.LongType)
          .add("last", DataTypes.LongType)
          .add("length", DataTypes.LongType)
          .add("modified", DataTypes.LongType)
          .add("etag", DataTypes.StringType);

  /** What an object's row holds: the key, the one or the other. */
  static final StructType ROW = KEY.add(SEEN, SEEN_TYPE).add(REQUEST, REQUEST_TYPE);

  /** {@link ObjectHistory.Judged}, behind the key. */
  static final StructType JUDGED =
      KEY.add("version_id", DataTypes.StringType)
          .add("snapshot", DataTypes.StringType)
          .add("size", DataTypes.LongType)
          .add("created", DataTypes.LongType)
          .add("modified", DataTypes.LongType)
          .add("content_type", DataTypes.StringType)
          .add("reads", DataTypes.LongType)
          .add("bytes_out", DataTypes.LongType)
          .add("first_read", DataTypes.LongType)
          .add("last_read", DataTypes.LongType)
          .add("readers", DataTypes.createArrayType(DataTypes.StringType))
          .add("complete_copy", DataTypes.BooleanType)
          .add("confirmed", DataTypes.BooleanType)
          .add("in_period", DataTypes.BooleanType);

  private static final int SEEN_AT = 3;
  private static final int REQUEST_AT = 4;

  private ObjectFacts() {}

  /** Judges one object; its inventory rows come first, its requests by actor and first byte. */
  static FlatMapGroupsFunction<Row, Row, Row> judge() {
    return (key, rows) -> {
      ObjectHistory history = new ObjectHistory();
      while (rows.hasNext()) {
        Row row = rows.next();
        if (row.isNullAt(SEEN_AT)) {
          history.add(request(row.getStruct(REQUEST_AT)));
        } else {
          history.add(seen(row.getStruct(SEEN_AT)));
        }
      }
      return judged(key, history.judge());
    };
  }

  private static ObjectHistory.Seen seen(Row row) {
    return new ObjectHistory.Seen(
        row.getString(0),
        row.getString(1),
        row.isNullAt(2) ? null : row.getBoolean(2),
        number(row, 3),
        number(row, 4),
        number(row, 5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getBoolean(11),
        new Place(row.getString(12), row.getLong(13)));
  }

  private static ObjectHistory.Request request(Row row) {
    return new ObjectHistory.Request(
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(0),
        row.getBoolean(5),
        row.getBoolean(6),
        row.isNullAt(7) ? 0 : row.getLong(7),
        row.getLong(8),
        number(row, 1),
        number(row, 9),
        number(row, 10),
        number(row, 11),
        row.getString(12));
  }

  private static Iterator<Row> judged(Row key, List<ObjectHistory.Judged> versions) {
    List<Row> rows = new ArrayList<>();
    for (ObjectHistory.Judged version : versions) {
      rows.add(
          RowFactory.create(
              key.getString(0),
              key.getString(1),
              key.getString(2),
              version.version(),
              version.snapshot(),
              version.size(),
              version.created(),
              version.modified(),
              version.contentType(),
              version.reads(),
              version.bytesOut(),
              version.firstRead(),
              version.lastRead(),
              CollectionConverters.asScala(version.readers()).toSeq(),
              version.completeCopy(),
              version.confirmed(),
              version.inPeriod()));
    }
    return rows.iterator();
  }

  private static Long number(Row row, int index) {
    return row.isNullAt(index) ? null : row.getLong(index);
  }
}

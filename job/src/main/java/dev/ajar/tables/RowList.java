package dev.ajar.tables;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A list as Spark's rows hold an array's value. */
public final class RowList {
  private RowList() {}

  /** A copy of {@code list}. */
  public static <T> Seq<T> of(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}

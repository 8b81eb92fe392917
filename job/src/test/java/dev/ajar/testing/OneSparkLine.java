package dev.ajar.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A long test whose subject is not Spark: it runs on one line of Spark, and {@code scripts/check}
 * leaves it out on the other.
 */
@Tag("one-spark-line")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneSparkLine {}

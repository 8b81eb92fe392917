package dev.ajar.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.hadoop.util.ComparableVersion;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test of what older Hadoops cannot do: on a line of Spark that brings one it is left out, which
 * the output of the tests says by name, with the reason.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SinceHadoop.Condition.class)
public @interface SinceHadoop {
  /** The first Hadoop that can do it. */
  String value();

  /** What those before it cannot do. */
  String because();

  /** Compares with the Hadoop that is there. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getElement()
          .map(element -> element.getAnnotation(SinceHadoop.class))
          .filter(since -> isOlder(VersionInfo.getVersion(), since.value()))
          .map(since -> leftOut(context.getDisplayName(), since))
          .orElseGet(() -> ConditionEvaluationResult.enabled("this Hadoop can do it"));
    }

    private static boolean isOlder(String here, String first) {
      return new ComparableVersion(here).compareTo(new ComparableVersion(first)) < 0;
    }

    /** Surefire counts what was left out, but says no reason: so it is printed. */
    private static ConditionEvaluationResult leftOut(String test, SinceHadoop since) {
      String why =
          String.format(
              java.util.Locale.ROOT,
              "%s is left out on Hadoop %s: before %s %s",
              test,
              VersionInfo.getVersion(),
              since.value(),
              since.because());
      System.out.println(why);
      return ConditionEvaluationResult.disabled(why);
    }
  }
}

package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.testing.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code scripts/submit}: the line that it would run, by what it is given and by the Spark there.
 */
class SubmitTest {
  @TempDir private Path spark;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          --master spark://h:7077; --master spark://h:7077 --deploy-mode client
          --master yarn --deploy-mode cluster; --master yarn --deploy-mode cluster
          --master k8s://https://h:6443 --image spark:4.1.3; --conf spark.kubernetes.container.image=spark:4.1.3
          --master yarn --properties-file azure.conf; --properties-file azure.conf
          --master yarn --conf spark.executor.memory=2g; --conf spark.executor.memory=2g
          --master yarn --json-logs; --conf spark.log.structuredLogging.enabled=true
          --master yarn --jar abfss://c@a/ajar.jar; abfss://c@a/ajar.jar audit -c audit.yaml
          --master local[2]; --packages io.delta:delta-spark_4.1_2.13:4.4.0,org.apache.hadoop:hadoop-azure:3.4.2
          """)
  void theLineHoldsWhatIsAskedFor(String options, String expected) throws Exception {
    jars("spark-core_2.13-4.1.3", "hadoop-client-api-3.4.2");

    Said said = submit(options + " --dry-run audit -c audit.yaml");

    assertThat(said.code()).isZero();
    assertThat(said.text().replace("\\", ""))
        .startsWith(spark + "/bin/spark-submit --master ")
        .contains(" --class dev.ajar.Ajar ")
        .contains(expected)
        .endsWith(" audit -c audit.yaml\n");
  }

  @Test
  void whatSparkBringsIsNotFetched() throws Exception {
    jars("spark-core_2.13-4.0.4", "hadoop-client-api-3.4.1", "delta-spark_4.0_2.13-4.4.0");

    assertThat(submit("--master yarn --dry-run audit").text().replace("\\", ""))
        .contains("--packages org.apache.hadoop:hadoop-azure:3.4.1 ");

    jars("hadoop-azure-3.4.1");
    assertThat(submit("--master yarn --dry-run audit").text()).doesNotContain("--packages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          4.1.3; audit; no master is given
          4.1.3; --master yarn; no command of Ajar is given
          4.1.3; --master mesos://h audit; none that Ajar is known to run on
          4.1.3; --master k8s://https://h audit; which image has Spark
          4.1.3; --master yarn --deploy-mode both audit; --deploy-mode both is none
          4.1.3; --master yarn --jar no.jar audit; there is no no.jar
          4.1.3; --master yarn --fast audit; there is no option --fast
          4.1.3; --master; --master needs a value
          3.5.8; --master yarn --dry-run audit; is Spark 3.5.8, and Ajar needs 4.0 or 4.1
          """)
  void whatCannotBeIsRefusedWithTheCure(String version, String line, String problem)
      throws Exception {
    jars("spark-core_2.13-" + version, "hadoop-client-api-3.4.2");

    Said said = submit(line);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).startsWith("submit: ").contains(problem).contains("\n  -> ");
  }

  /** What the script said and how it ended. */
  private record Said(int code, String text) {}

  private Said submit(String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Checkout.file("scripts/submit").toString()));
    command.addAll(List.of(line.split(" ", -1)));
    ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
    script.environment().put("SPARK_HOME", spark.toString());
    Process process = script.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  /** A folder that looks like a Spark to who reads the names of its jars. */
  private void jars(String... names) throws IOException {
    Files.createDirectories(spark.resolve("jars"));
    Files.createDirectories(spark.resolve("bin"));
    for (String name : names) {
      Files.writeString(spark.resolve("jars").resolve(name + ".jar"), "");
    }
    Path submit = spark.resolve("bin/spark-submit");
    Files.writeString(submit, "#!/bin/sh\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
  }
}

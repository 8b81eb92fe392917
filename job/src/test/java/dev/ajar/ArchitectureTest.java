package dev.ajar;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dependencies and habits that keep the audit believable; each rule says why. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.ajar");

  private static final String MODEL = "dev.ajar.model..";
  private static final String TABLES = "dev.ajar.tables..";
  private static final String CONFIG = "dev.ajar.config..";
  private static final String EVIDENCE = "dev.ajar.evidence..";
  private static final String STORAGE_LOGS = "dev.ajar.evidence.storagelogs..";
  private static final String LINES = "dev.ajar.evidence.lines..";
  private static final String FINDINGS = "dev.ajar.findings..";
  private static final String SWEEP = "dev.ajar.sweep..";
  private static final String LAKE = "dev.ajar.lake..";
  private static final String SAMPLE = "dev.ajar.sample..";
  private static final String COMMANDS = "dev.ajar.commands..";
  private static final String SPARK = "org.apache.spark..";
  private static final String HADOOP = "org.apache.hadoop..";

  /** What makes Spark work now, instead of describing work. */
  private static final Set<String> ACTIONS =
      Set.of(
          "cache",
          "checkpoint",
          "collect",
          "collectAsList",
          "count",
          "first",
          "foreach",
          "foreachPartition",
          "head",
          "isEmpty",
          "localCheckpoint",
          "persist",
          "reduce",
          "show",
          "tail",
          "take",
          "takeAsList",
          "toLocalIterator",
          "write",
          "writeTo",
          "writeStream");

  private static final Set<String> GENERATORS =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private static void check(ArchRule rule, String because) {
    rule.because(because).allowEmptyShould(true).check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> isNot(String name) {
    return describe("are not " + name, javaClass -> !javaClass.getName().equals(name));
  }

  @Test
  void modelKnowsNobody() {
    check(
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.ajar..", "org..", "com..", "scala..")
                    .and(DescribedPredicate.not(resideInAnyPackage(MODEL)))
                    .and(isNot("dev.ajar.AjarException"))),
        "the algebra of intervals must be tested and read without Spark");
  }

  @Test
  void tablesKnowModelAndSparksTypesOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(TABLES)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.ajar..")
                    .and(DescribedPredicate.not(resideInAnyPackage(TABLES, MODEL)))),
        "contracts are what everything else agrees on, so they agree with nobody");
  }

  @Test
  void configurationKnowsNoSpark() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                SPARK, HADOOP, TABLES, EVIDENCE, FINDINGS, SWEEP, LAKE, SAMPLE, COMMANDS),
        "a mistake in the configuration is told before Spark starts");
  }

  @Test
  void evidenceFoldersDoNotKnowOneAnother() {
    check(
        slices()
            .matching("dev.ajar.evidence.(*)..")
            .should()
            .notDependOnEachOther()
            // No format: what formats of lines have in common.
            .ignoreDependency(alwaysTrue(), resideInAPackage(LINES)),
        "a format of Azure's is added, changed or taken out as one folder");
  }

  @Test
  void evidenceIsReadWithoutKnowingWhatItWillMean() {
    check(
        noClasses()
            .that()
            .resideInAPackage(EVIDENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FINDINGS, SWEEP, LAKE, SAMPLE, COMMANDS),
        "a reader that knows the finding it feeds could bend the record to it");
  }

  @Test
  void findingsTouchNoInputAndNoOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage(FINDINGS)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        LAKE,
                        EVIDENCE,
                        SWEEP,
                        SAMPLE,
                        COMMANDS,
                        HADOOP,
                        "java.nio.file..",
                        "java.net..")
                    // How Azure writes a time is no input.
                    .and(isNot("dev.ajar.evidence.AzureTime"))),
        "rows in, rows out: the same rows give the same findings");
  }

  @Test
  void stagesStartNoWork() {
    DescribedPredicate<JavaAccess<?>> action =
        target(describe("an action", member -> ACTIONS.contains(member.getName())))
            .and(targetOwner(describe("Dataset", owner -> isDataset(owner))));
    check(
        noClasses().that().resideInAPackage(FINDINGS).should().accessTargetWhere(action),
        "a stage describes rows; who calls it decides when they are computed");
    check(
        noClasses()
            .that()
            .resideInAPackage(FINDINGS)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.sql.SparkSession"),
        "a stage's parameters are its inputs, so the compiler checks the wiring");
  }

  private static boolean isDataset(JavaClass owner) {
    return owner.getName().endsWith("spark.sql.Dataset");
  }

  @Test
  void theSweepKnowsNoOtherEvidenceThanItsLogs() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SWEEP)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.ajar.evidence.*..")
                    .and(DescribedPredicate.not(resideInAnyPackage(STORAGE_LOGS, LINES)))),
        "the sweep reads storage logs and nothing else");
    check(
        noClasses()
            .that()
            .resideInAPackage(SWEEP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FINDINGS, SAMPLE, COMMANDS),
        "windows are found before logs are read, and judged after");
  }

  @Test
  void theLakeKnowsNoRule() {
    check(
        noClasses()
            .that()
            .resideInAPackage(LAKE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FINDINGS, SWEEP, SAMPLE, COMMANDS, "dev.ajar.evidence.*.."),
        "what is written must not depend on how it is written");
  }

  @Test
  void theSampleIsAnIndependentWitness() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SAMPLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, TABLES, CONFIG, EVIDENCE, FINDINGS, SWEEP, LAKE, COMMANDS),
        "a generator that shares the audit's code shares its mistakes, and finds none of them");
  }

  @Test
  void foldersFormNoCycle() {
    check(
        slices().matching("dev.ajar.(*)..").should().beFreeOfCycles(),
        "data goes one way, and so does knowledge");
  }

  @Test
  void onlyMainKnowsTheTimeAndEndsTheProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ajar.Ajar")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault"),
        "no clock enters a result, and a driver that exits looks failed to a cluster");
  }

  @Test
  void onlyTheSampleThrowsDice() {
    DescribedPredicate<JavaAccess<?>> dice =
        target(
            describe(
                "randomness",
                member ->
                    Set.of("randomUUID", "random").contains(member.getName())
                        && member.getOwner().getName().startsWith("java.")));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(SAMPLE)
            .should()
            .accessTargetWhere(dice)
            .orShould()
            .dependOnClassesThat(
                describe("make random numbers", type -> GENERATORS.contains(type.getName()))),
        "the same evidence gives the same rows on any machine");
  }

  @Test
  void onlyMainAndCommandsPrint() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(COMMANDS)
            .and()
            .doNotHaveFullyQualifiedName("dev.ajar.Ajar")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace", PrintStream.class),
        "what a log field says may not reach a terminal by the way");
    check(
        noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."),
        "clusters route slf4j, and nothing else");
  }

  @Test
  void noTextDependsOnTheMachinesLanguage() {
    DescribedPredicate<JavaAccess<?>> localised =
        describe(
            "depends on the default locale",
            access -> access instanceof JavaMethodCall call && usesDefaultLocale(call));
    check(
        noClasses().should().accessTargetWhere(localised),
        "on a Turkish machine TITLE in lower case is not title");
  }

  private static boolean usesDefaultLocale(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    List<String> parameters =
        call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
    boolean localised =
        switch (call.getName()) {
          case "toLowerCase", "toUpperCase", "formatted" -> owner.equals(String.class.getName());
          case "format" -> owner.equals(String.class.getName()) || owner.endsWith("PrintStream");
          case "printf" -> owner.endsWith("PrintStream") || owner.endsWith("PrintWriter");
          case "ofPattern" -> owner.equals("java.time.format.DateTimeFormatter");
          default -> false;
        };
    return localised && !parameters.contains(Locale.class.getName());
  }

  @Test
  void nothingIsRunAndSqlIsWrittenWhereTablesAreNamedOnly() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Process.class),
        "text of evidence could become a command");
    DescribedPredicate<JavaAccess<?>> sql =
        target(describe("SQL", member -> member.getName().equals("sql")))
            .and(
                targetOwner(
                    describe("a session", owner -> owner.getSimpleName().equals("SparkSession"))));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ajar.lake.DeltaStore")
            .should()
            .accessTargetWhere(sql),
        "text of evidence could become SQL: its names and values go through columns");
  }

  @Test
  void nothingWaitsInTheCommonPool() {
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                target(
                    describe(
                        "the JVM's common pool",
                        member ->
                            Set.of(
                                    "parallelStream",
                                    "parallel",
                                    "commonPool",
                                    "supplyAsync",
                                    "runAsync")
                                .contains(member.getName())))),
        "Hadoop closes local files through it: a thread of it that waits for Spark waits for itself");
  }

  @Test
  void noRddAndNoJavaContext() {
    DescribedPredicate<JavaAccess<?>> rdd =
        target(
                describe(
                    "an RDD",
                    member -> Set.of("rdd", "javaRDD", "toJavaRDD").contains(member.getName())))
            .and(targetOwner(describe("Dataset", owner -> isDataset(owner))));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.ajar.Kept")
            .should()
            .accessTargetWhere(rdd)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark.api.java"),
        "shared clusters and Spark Connect have no RDD");
  }

  @Test
  void aStageIsOneFinalClassWithOneTransform() {
    DescribedPredicate<JavaClass> stage =
        describe(
            "are stages",
            javaClass ->
                javaClass.getMethods().stream()
                    .anyMatch(
                        method -> method.getName().equals("transform") && isPublicStatic(method)));
    check(
        classes().that(stage).should(haveOneTransformAndNoInstance()),
        "a stage has one way in, and its parameters are its inputs");
  }

  private static boolean isPublicStatic(JavaMethod method) {
    return method.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC));
  }

  private static ArchCondition<JavaClass> haveOneTransformAndNoInstance() {
    return new ArchCondition<>("be final, without instances, with one transform") {
      @Override
      public void check(JavaClass stage, ConditionEvents events) {
        long transforms =
            stage.getMethods().stream()
                .filter(method -> method.getName().equals("transform") && isPublicStatic(method))
                .count();
        // What a stage made may be selected from by further functions, never by an instance.
        boolean functions =
            stage.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .allMatch(ArchitectureTest::isPublicStatic);
        boolean closed =
            stage.getModifiers().contains(JavaModifier.FINAL)
                && stage.getConstructors().stream()
                    .allMatch(one -> one.getModifiers().contains(JavaModifier.PRIVATE));
        if (transforms != 1 || !functions || !closed) {
          events.add(
              SimpleConditionEvent.violated(
                  stage, stage.getName() + " has " + transforms + " transforms, or instances"));
        }
      }
    };
  }
}

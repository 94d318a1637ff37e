package io.esync.operators;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.esync.operators",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule the_model_is_plain_java =
      classes()
          .that()
          .resideInAPackage("..model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.esync.operators.model..");

  /** Reviews ask by expressions. */
  @ArchTest
  static final ArchRule decoding_merging_and_reporting_know_the_model_and_expressions_alone =
      classes()
          .that()
          .resideInAnyPackage("..decode..", "..merge..", "..report..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.esync.operators.model..",
              "io.esync.operators.decode..",
              "io.esync.operators.merge..",
              "io.esync.operators.report..",
              "io.esync.operators.expression..");

  @ArchTest
  static final ArchRule reviewing_knows_decoding_merging_reporting_and_commands_alone =
      classes()
          .that()
          .resideInAPackage("..review..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.esync.operators.model..",
              "io.esync.operators.decode..",
              "io.esync.operators.merge..",
              "io.esync.operators.report..",
              "io.esync.operators.control..",
              "io.esync.operators.review..");

  @ArchTest
  static final ArchRule commands_know_decoding_and_replays_alone =
      classes()
          .that()
          .resideInAPackage("..control..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.esync.operators.model..",
              "io.esync.operators.decode..",
              "io.esync.operators.replay..",
              "io.esync.operators.control..");

  @ArchTest
  static final ArchRule replays_know_decoding_alone =
      classes()
          .that()
          .resideInAPackage("..replay..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.esync.operators.model..",
              "io.esync.operators.decode..",
              "io.esync.operators.replay..");

  @ArchTest
  static final ArchRule decoding_merging_and_reporting_do_not_know_each_other =
      SlicesRuleDefinition.slices()
          .matching("io.esync.operators.(decode|merge|report)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule expressions_know_the_model_and_the_sql_library_alone =
      classes()
          .that()
          .resideInAPackage("..expression..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.apache.calcite..",
              "io.esync.operators.model..",
              "io.esync.operators.expression..");

  @ArchTest
  static final ArchRule only_expressions_know_the_sql_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("..expression..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.calcite..", "org.codehaus..");

  @ArchTest
  static final ArchRule only_the_flink_package_knows_flink =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.esync.operators.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule merging_never_asks_the_clock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..model..", "..decode..", "..merge..", "..expression..", "..review..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now");
}

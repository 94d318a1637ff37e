package io.esync.jobs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may depend on whom, in the whole project; nothing is excused. */
@AnalyzeClasses(packages = "io.esync", importOptions = DoNotIncludeTests.class)
class DependencyRulesTest {
  private static final String FLINK = "org.apache.flink..";

  @ArchTest
  static final ArchRule operators_know_neither_connectors_nor_jobs =
      noClasses()
          .that()
          .resideInAPackage("io.esync.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.esync.connectors..", "io.esync.jobs..");

  @ArchTest
  static final ArchRule connectors_do_not_know_jobs =
      noClasses()
          .that()
          .resideInAPackage("io.esync.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.esync.jobs..");

  @ArchTest
  static final ArchRule connectors_know_the_spi_and_not_each_other =
      slices()
          .matching("io.esync.connectors.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              not(resideInAPackage("io.esync.connectors.spi..")),
              resideInAPackage("io.esync.connectors.spi.."));

  @ArchTest
  static final ArchRule the_compiler_and_the_pipeline_file_know_no_connector =
      noClasses()
          .that()
          .resideInAnyPackage("io.esync.jobs.compile..", "io.esync.jobs.spec..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.esync.connectors..")
                  .and(not(resideInAPackage("io.esync.connectors.spi.."))));

  @ArchTest
  static final ArchRule the_pipeline_file_knows_nothing_of_what_it_becomes =
      noClasses()
          .that()
          .resideInAPackage("io.esync.jobs.spec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.esync.jobs.compile..", "io.esync.jobs.cli..", "io.esync.jobs.cluster..");

  @ArchTest
  static final ArchRule the_model_is_plain_java =
      classes()
          .that()
          .resideInAPackage("io.esync.operators.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.esync.operators.model..", "java..");

  @ArchTest
  static final ArchRule decoding_and_merging_are_plain_java_over_the_model_and_expressions =
      classes()
          .that()
          .resideInAnyPackage(
              "io.esync.operators.decode..",
              "io.esync.operators.merge..",
              "io.esync.operators.report..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.esync.operators.decode..",
              "io.esync.operators.merge..",
              "io.esync.operators.report..",
              "io.esync.operators.model..",
              "io.esync.operators.expression..",
              "java..");

  /**
   * Flink is known where graphs are made and run, and where their state is read. On the command
   * line those are the classes that run a pipeline in this process, plan one, and read why a job
   * failed.
   */
  @ArchTest
  static final ArchRule flink_is_known_where_graphs_are_made_and_run =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "io.esync.operators.flink..",
                      "io.esync.connectors..",
                      "io.esync.jobs.compile..",
                      "io.esync.jobs.state..")))
          .and()
          .doNotHaveFullyQualifiedName("io.esync.jobs.EsyncJob")
          .and()
          .doNotHaveFullyQualifiedName("io.esync.jobs.cli.PipelineRunner")
          .and()
          .doNotHaveFullyQualifiedName("io.esync.jobs.cli.PlanReport")
          .and()
          .doNotHaveFullyQualifiedName("io.esync.jobs.cli.FailureReason")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FLINK);

  @ArchTest
  static final ArchRule the_servers_of_the_testkit_need_no_flink =
      noClasses()
          .that()
          .resideInAPackage("io.esync.connectors.testkit")
          .and()
          .doNotHaveSimpleName("FlinkPlugins")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FLINK);

  @ArchTest
  static final ArchRule real_servers_are_for_drills_and_the_demo =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.esync.connectors.testkit..", "io.esync.jobs.drill..", "io.esync.jobs.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.esync.connectors.testkit..");

  @ArchTest
  static final ArchRule nothing_is_serialized_by_kryo =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.esotericsoftware..", "org.apache.flink.api.java.typeutils..")
                  .and(
                      JavaClass.Predicates.simpleNameContaining("Kryo")
                          .or(JavaClass.Predicates.simpleName("GenericTypeInfo"))));
}

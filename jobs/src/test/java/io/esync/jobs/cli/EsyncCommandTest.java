package io.esync.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EsyncCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int esync(String... arguments) {
    CommandLine command =
        EsyncCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void validate_reports_all_problems_of_all_files_and_exits_2() throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), "pipeline:\n  id: 1\n  idd: x\n");

    int code = esync("validate", file.toString(), "missing.yaml");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(file + ":2:7: pipeline.id: expected a name in kebab-case")
        .contains(file + ":3:3: pipeline.idd: unknown key (did you mean 'id'?)\n")
        .contains("missing.yaml:1:1: there is no such file\n")
        .endsWith("6 problems\n")
        .doesNotContain("\tat ");
  }

  @Test
  void ten_different_mistakes_are_reported_as_ten_with_their_lines_and_exit_code_2() {
    String file = "src/test/resources/pipelines/ten-mistakes.yaml";

    int code = esync("validate", file);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines().map(line -> line.replace(file + ":", "")))
        .containsExactly(
            "2:7: pipeline.id: expected a name in kebab-case, like customer-360, found"
                + " 'Customer_360' (write customer-360)",
            "8:15: pipeline.sources[0].config.port: expected a whole number, found text 'many'",
            "11:9: pipeline.sources[0].config.pasword: unknown key (did you mean 'password'?)",
            "12:19: pipeline.sources[0].config.password: expected a reference to a secret, found"
                + " the secret itself (write ${env:NAME} or ${file:/path}, and change the secret"
                + " if this file was shared)",
            "13:26: pipeline.sources[0].config.connect_timeout: expected a duration with its unit"
                + " such as 500ms, 30s, 5 min or 2h, found '30'",
            "16:13: pipeline.sources[1].type: there is no source connector 'postgres-cdcc' (did"
                + " you mean 'postgres-cdc'?)",
            "19:52: pipeline.entities[0].fields.balance.type: 'money' is no type; known are"
                + " boolean, int, bigint, decimal(p,s), decimal, float, double, string, bytes,"
                + " date, time, timestamp, timestamptz, uuid, json and array<type>",
            "21:19: pipeline.entities[0].from[0].source: there is no source 'crn' in this file"
                + " (did you mean 'crm'?)",
            "25:19: pipeline.entities[0].merge.strategy: expected one of replicate, last-write-wins,"
                + " field-level, manual-review, found 'field-levl' (did you mean 'field-level'?)",
            "30:7: pipeline.targets[0].config.url: required and missing: Address of the database,"
                + " without user and password. (e.g. url:"
                + " jdbc:postgresql://localhost:5432/warehouse)",
            "10 problems");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_secret_that_is_not_there_is_named_with_its_place_before_anything_starts()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            pipeline:
              id: copy
              sources: [{id: m, type: memory, config: {buffer: "${env:ESYNC_TEST_NOT_SET}"}}]
              entities: [{name: thing, from: [{source: m}], to: [{target: t}]}]
              targets: [{id: t, type: memory}]
            """);

    assertThat(esync("validate", file.toString())).isZero();
    assertThat(esync("run", file.toString())).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            file
                + ":3:52: pipeline.sources[0].config.buffer: the environment variable"
                + " ESYNC_TEST_NOT_SET is not set");
  }

  @Test
  void an_unknown_connector_gets_a_hint_and_exit_code_2() {
    assertThat(esync("describe", "filesystm")).isEqualTo(2);

    assertThat(err.toString())
        .contains("there is no connector 'filesystm' (did you mean 'filesystem'?)");
  }

  @Test
  void describe_tells_every_option_of_a_connector() {
    assertThat(esync("describe", "filesystem")).isZero();

    assertThat(out.toString())
        .contains("filesystem (target)\n")
        .contains("Guarantee: Exactly once")
        .contains("  path  text, required\n")
        .contains("  format  json-lines or csv or avro or parquet, default json-lines\n")
        .contains("Options beside 'target:' in an entity's 'to:'\n  path  text, optional\n");
  }

  @Test
  void describe_without_a_type_lists_the_connectors() {
    assertThat(esync("describe")).isZero();

    assertThat(out.toString()).contains("target  filesystem          Files of Parquet");
  }

  @Test
  void a_failure_of_the_program_shows_its_stack_trace_only_where_asked_for() {
    String notAFolder = "/dev/null/docs";

    assertThat(esync("docs", "--dir", notAFolder)).isEqualTo(1);
    assertThat(err.toString()).startsWith("esync: cannot write into " + notAFolder);
    assertThat(err.toString()).doesNotContain("\tat ");

    assertThat(esync("docs", "--stacktrace", "--dir", notAFolder)).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void help_and_version_and_completion_are_there() {
    assertThat(esync("--help")).isZero();
    assertThat(esync("--version")).isZero();
    assertThat(esync("generate-completion")).isZero();

    assertThat(out.toString()).contains("validate").contains("esync (not from a jar)");
    assertThat(esync("validat")).isEqualTo(2);
  }
}

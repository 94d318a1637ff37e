package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.esync.connectors.filesystem.FilesystemConfig;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConnector;
import io.esync.connectors.filesystem.FilesystemRoute;
import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.spec.tree.Problem;
import io.esync.operators.model.AuditLevel;
import io.esync.operators.model.DataType;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.privacy.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoaderTest {
  private static final String MINIMAL =
      """
      pipeline:
        id: copy
        sources:
          - {id: crm, type: shelf, config: {host: a, password: "${env:SHELF_PASSWORD}"}}
        entities:
          - name: customer
            from: [{source: crm}]
            to: [{target: warehouse}]
        targets:
          - {id: warehouse, type: box, config: {path: /tmp/box}}
      """;

  private static final References SECRETS = References.of(Map.of("SHELF_PASSWORD", "hunter2"));

  private final PipelineLoader loader =
      new PipelineLoader(
          ConnectorCatalog.of(
              List.of(new ShelfSource()), List.of(new BoxTarget(), new FilesystemConnector())));

  @TempDir Path folder;

  private Path write(String yaml) {
    try {
      return Files.writeString(folder.resolve("p.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> problemsOf(String yaml) {
    String prefix = folder.resolve("p.yaml") + ":";
    return loader.validate(write(yaml)).stream()
        .map(Problem::toString)
        .map(text -> text.substring(prefix.length()))
        .toList();
  }

  @Test
  void a_minimal_file_gives_a_pipeline_with_all_defaults() {
    PipelineSpec pipeline = loader.load(write(MINIMAL), SECRETS);

    assertThat(pipeline.id()).isEqualTo("copy");
    assertThat(pipeline.parallelism()).isNull();
    assertThat(pipeline.maxParallelism()).isEqualTo(128);
    assertThat(pipeline.schemaEvolution()).isEqualTo(SchemaEvolution.EVOLVE);
    assertThat(pipeline.checkpointing().interval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(pipeline.audit().level()).isEqualTo(AuditLevel.CONFLICTS);
    String data = Path.of(".esync/data").toAbsolutePath().toString();
    assertThat(pipeline.dataDir()).isEqualTo(data);
    FilesystemConfig files = new FilesystemConfig(data + "/copy", Format.JSON_LINES);
    assertThat(pipeline.dlq())
        .isEqualTo(
            new OutputSpec("filesystem", files, new FilesystemRoute("dlq"), Protection.MASK));
    assertThat(pipeline.audit().output())
        .isEqualTo(
            new OutputSpec("filesystem", files, new FilesystemRoute("audit"), Protection.MASK));
    EntitySpec entity = pipeline.entities().get(0);
    assertThat(entity.key()).isEmpty();
    assertThat(entity.fields()).isEmpty();
    assertThat(entity.merge().strategy()).isEqualTo(MergeSpec.Strategy.REPLICATE);
    assertThat(entity.to().get(0).options()).isEqualTo(new BoxTarget.Route(null));
    assertThat(pipeline.source("crm").config())
        .isEqualTo(
            new ShelfSource.Config(
                "a",
                5432,
                Secret.of("hunter2"),
                List.of(),
                Duration.ofSeconds(30),
                ShelfSource.Order.OLDEST_FIRST,
                null,
                1.0,
                false,
                null,
                Map.of()));
  }

  @Test
  void every_type_of_option_is_bound() throws IOException {
    Path file = Path.of("src/test/resources/pipelines/full.yaml");

    PipelineSpec pipeline = loader.load(file, SECRETS);

    EntitySpec entity = pipeline.entities().get(0);
    assertThat(entity.fields().keySet())
        .containsExactly("customer_id", "email", "balance", "updated_at");
    assertThat(entity.fields().get("balance").type()).isEqualTo(DataType.decimal(18, 2));
    assertThat(entity.fields().get("email").required()).isTrue();
    assertThat(entity.from().get(0).map()).containsEntry("customer_id", "id");
    assertThat(entity.merge())
        .isEqualTo(
            new MergeSpec(
                MergeSpec.Strategy.LAST_WRITE_WINS,
                List.of("crm", "billing"),
                new RuleSpec(RuleSpec.Rule.LATEST, null, List.of(), null, null, null),
                Map.of(),
                MergeSpec.Deletes.LATEST,
                null,
                null,
                MergeSpec.Revive.FULL_IMAGE,
                null,
                Duration.ofHours(1),
                null,
                Duration.ofMinutes(5),
                MergeSpec.OnFutureSkew.CLAMP));
    assertThat(entity.to().get(0).options()).isEqualTo(new BoxTarget.Route("top"));
    assertThat(pipeline.audit().level()).isEqualTo(AuditLevel.ALL);
    assertThat(pipeline.audit().output().route()).isEqualTo(new BoxTarget.Route("audit"));
    assertThat(pipeline.source("billing").config())
        .isEqualTo(
            new ShelfSource.Config(
                "billing.example.org",
                5433,
                Secret.of("token hunter2"),
                List.of("public.accounts", "archive.*"),
                Duration.ofMinutes(5),
                ShelfSource.Order.NEWEST_FIRST,
                10L,
                0.5,
                false,
                new ShelfSource.Lid("red", 12),
                Map.of("blue", new ShelfSource.Lid("blue", 10))));
  }

  @Test
  void json_is_read_as_well() {
    String json =
        """
        {"pipeline": {"id": "copy",
          "sources": [{"id": "crm", "type": "shelf",
            "config": {"host": "a", "password": "${env:SHELF_PASSWORD}"}}],
          "entities": [{"name": "customer", "from": [{"source": "crm"}], "to": [{"target": "w"}]}],
          "targets": [{"id": "w", "type": "box", "config": {"path": "/tmp/box"}}]}}
        """;

    assertThat(loader.load(write(json), SECRETS).id()).isEqualTo("copy");
  }

  @Test
  void a_literal_secret_is_refused_and_never_shown() {
    List<String> problems = problemsOf(MINIMAL.replace("${env:SHELF_PASSWORD}", "hunter2"));

    assertThat(problems)
        .containsExactly(
            "4:58: pipeline.sources[0].config.password: expected a reference to a secret, found the"
                + " secret itself (write ${env:NAME} or ${file:/path}, and change the secret if"
                + " this file was shared)");
  }

  @Test
  void a_file_is_valid_without_its_secrets_but_does_not_load_without_them() {
    Path file = write(MINIMAL);

    assertThat(loader.validate(file)).isEmpty();
    assertThat(loader.load(file, References.kept()).source("crm").config().toString())
        .contains("******");
    assertThatThrownBy(() -> loader.load(file, References.of(Map.of())))
        .isInstanceOf(InvalidPipelineException.class)
        .hasMessage(
            file
                + ":4:58: pipeline.sources[0].config.password: the environment variable"
                + " SHELF_PASSWORD is not set");
  }

  @Test
  void a_secret_is_read_from_a_file_without_its_line_break() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    String yaml = MINIMAL.replace("${env:SHELF_PASSWORD}", "${file:" + secret + "}");

    PipelineSpec pipeline = loader.load(write(yaml), References.of(Map.of()));

    assertThat(((ShelfSource.Config) pipeline.source("crm").config()).password().reveal())
        .isEqualTo("hunter2");
  }

  @Test
  void a_reference_gives_any_option_its_value_and_may_name_a_default() {
    String yaml =
        MINIMAL.replace("host: a,", "host: \"${env:HOST:-there}\", port: \"${env:PORT:-7000}\",");

    ShelfSource.Config unset = shelf(loader.load(write(yaml), SECRETS));
    ShelfSource.Config kept = shelf(loader.load(write(yaml), References.kept()));
    ShelfSource.Config set =
        shelf(
            loader.load(
                write(yaml),
                References.of(Map.of("SHELF_PASSWORD", "x", "HOST", "b", "PORT", "7001"))));

    assertThat(unset.host()).isEqualTo("there");
    assertThat(unset.port()).isEqualTo(7000);
    assertThat(kept.host()).isEqualTo("${env:HOST:-there}");
    assertThat(kept.port()).isEqualTo(7000);
    assertThat(set.host()).isEqualTo("b");
    assertThat(set.port()).isEqualTo(7001);
  }

  @Test
  void the_value_of_a_reference_that_does_not_fit_is_not_shown() {
    String yaml = MINIMAL.replace("host: a,", "host: a, port: \"${env:PORT}\",");

    assertThatThrownBy(
            () ->
                loader.load(
                    write(yaml), References.of(Map.of("SHELF_PASSWORD", "x", "PORT", "s3cret"))))
        .hasMessageContaining("the value of ${env:PORT} is not a number that fits")
        .hasMessageNotContaining("s3cret");
    assertThat(loader.validate(write(yaml))).isEmpty();
  }

  @Test
  void a_secret_has_no_default() {
    assertThat(problemsOf(MINIMAL.replace("${env:SHELF_PASSWORD}", "${env:SHELF_PASSWORD:-abc}")))
        .singleElement(STRING)
        .contains("a secret has no default")
        .doesNotContain("abc");
  }

  private static ShelfSource.Config shelf(PipelineSpec pipeline) {
    return (ShelfSource.Config) pipeline.source("crm").config();
  }

  @Test
  void the_value_of_a_reference_is_masked_in_a_connectors_complaint() {
    Path file = write(MINIMAL.replace("host: a,", "host: \"${env:HOST}\","));
    Map<String, String> environment = Map.of("HOST", " secret.example ", "SHELF_PASSWORD", "x");

    assertThat(loader.validate(file)).isEmpty();
    assertThatThrownBy(() -> loader.load(file, References.of(environment)))
        .hasMessageContaining("4:30: pipeline.sources[0].config: the host '******' has spaces");
  }

  @Test
  void a_contradiction_that_a_connector_finds_is_shown_at_the_option() {
    assertThat(
            problemsOf(MINIMAL.replace("host: a,", "host: a, strict: true, order: newest-first,")))
        .containsExactly(
            "4:69: pipeline.sources[0].config.order: order must be oldest-first where strict is"
                + " true");
  }

  @Test
  void broken_yaml_and_a_missing_file_are_one_problem_each() {
    assertThat(problemsOf("pipeline:\n  id: [copy\n  version: 1\n"))
        .singleElement()
        .asString()
        .startsWith("3:10: this is no valid YAML: ");
    assertThat(loader.validate(Path.of("no-such-file.yaml")).stream().map(Problem::toString))
        .containsExactly("no-such-file.yaml:1:1: there is no such file");
    assertThat(problemsOf("")).containsExactly("1:1: the file is empty");
    assertThat(problemsOf("- a\n")).containsExactly("1:1: expected a map, found a list");
    assertThat(problemsOf("pipelin: {}\n"))
        .containsExactly(
            "1:1: pipelin: unknown key (did you mean 'pipeline'?)",
            "1:1: pipeline: required and missing: The pipeline that this file describes.");
  }
}

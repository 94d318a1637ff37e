package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConnector;
import io.esync.jobs.spec.tree.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the file, each broken alone in a file that is valid otherwise. */
class PipelineChecksTest {
  private static final String VALID =
      """
      pipeline:
        id: customers
        sources:
          - {id: crm, type: shelf, config: {host: a, password: "${env:P}"}}
          - {id: billing, type: shelf, config: {host: a, password: "${env:P}"}}
        entities:
          - name: customer
            key: [customer_id]
            fields: {customer_id: {type: bigint}, email: {type: string}}
            from:
              - {source: crm, stream: customers, map: {customer_id: id, email: mail}}
              - {source: billing, stream: "acc.*", timestamp: changed}
            merge: {strategy: last-write-wins, priority: [crm, billing]}
            to: [{target: warehouse}]
        targets:
          - {id: warehouse, type: box, config: {path: /tmp}}
      """;

  @TempDir Path folder;

  private List<String> problemsOf(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
    ConnectorCatalog catalog =
        ConnectorCatalog.of(
            List.of(new ShelfSource()), List.of(new BoxTarget(), new FilesystemConnector()));
    return new PipelineLoader(catalog)
        .validate(file).stream().map(PipelineChecksTest::withoutFile).toList();
  }

  private static String withoutFile(Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    return problem.line() + " " + problem.path() + ": " + problem.message() + hint;
  }

  @Test
  void the_valid_file_is_valid() throws IOException {
    assertThat(problemsOf(VALID)).isEmpty();
  }

  @ParameterizedTest(name = "{1} for {0}")
  @MethodSource
  void a_broken_rule_is_reported_alone(String replaced, String by, String problem)
      throws IOException {
    assertThat(VALID).contains(replaced);

    List<String> problems = problemsOf(VALID.replace(replaced, by));

    assertThat(problems).containsExactly(problem);
  }

  static Stream<Arguments> a_broken_rule_is_reported_alone() {
    String entity = "pipeline.entities[0]";
    return Stream.of(
        Arguments.of(
            "id: billing, type: shelf",
            "id: crm2, type: shelf",
            "12 "
                + entity
                + ".from[1].source: there is no source 'billing' in this file (known:"
                + " crm, crm2)"),
        Arguments.of(
            "{target: warehouse}",
            "{target: warehous}",
            "14 "
                + entity
                + ".to[0].target: there is no target 'warehous' in this file (did you"
                + " mean 'warehouse'?)"),
        Arguments.of(
            "{target: warehouse}",
            "{target: warehouse, drawr: top}",
            "14 " + entity + ".to[0].drawr: unknown key (did you mean 'drawer'?)"),
        Arguments.of(
            "{target: warehouse}",
            "{target: warehouse}, {target: warehouse, drawer: top}",
            "14 " + entity + ".to[1].target: 'warehouse' stands here twice (first in line 14)"),
        Arguments.of(
            "path: /tmp}}\n",
            "path: /tmp}}\n    - {id: lake, type: box, config: {path: /tmp}}\n",
            "17 pipeline.targets[1].id: no entity is written to this target (name"
                + " it in an entity's to, or take it out)"),
        Arguments.of(
            "id: warehouse, type: box",
            "id: warehouse, type: shelf",
            "16 pipeline.targets[0].type: there is no target connector 'shelf',"
                + " only one for the other direction (known: box, filesystem)"),
        Arguments.of(
            "key: [customer_id]",
            "key: [custmer_id]",
            "8 "
                + entity
                + ".key[0]: key field 'custmer_id' is not among the declared fields (did"
                + " you mean 'customer_id'?)"),
        Arguments.of(
            "      key: [customer_id]\n",
            "",
            "7 "
                + entity
                + ".key: required and missing: only replicate can take the source's"
                + " primary key (e.g. key: [customer_id])"),
        Arguments.of(
            "{type: bigint}",
            "{type: array<int>}",
            "8 " + entity + ".key: key field 'customer_id' is an array, which is no key"),
        Arguments.of(
            "customer_id: id, ",
            "",
            "11 "
                + entity
                + ".from[0].map: the key field 'customer_id' is not mapped (add"
                + " customer_id: <field of the source, or SQL>)"),
        Arguments.of(
            "email: mail",
            "emall: mail",
            "11 "
                + entity
                + ".from[0].map.emall: field 'emall' is not among the declared fields"
                + " (did you mean 'email'?)"),
        Arguments.of(
            "email: mail",
            "email: lower(mail",
            "11 "
                + entity
                + ".from[0].map.email: at 1:10 of the expression: the expression ends too early"),
        Arguments.of(
            "\"acc.*\"",
            "\"acc(\"",
            "12 "
                + entity
                + ".from[1].stream: expected a name or a regular expression of names:"
                + " Unclosed group"),
        Arguments.of(
            "\"acc.*\", timestamp: changed}",
            "a}\n        - {source: billing, stream: a}",
            "13 " + entity + ".from[2].stream: 'a' stands here twice (first in line 12)"),
        Arguments.of(
            "timestamp: changed",
            "quality: 1",
            "12 " + entity + ".from[1].quality: not supported yet (take it out)"),
        Arguments.of(
            "strategy: last-write-wins, ",
            "",
            "13 "
                + entity
                + ".merge.strategy: required where an entity has several 'from'"
                + " (strategy: last-write-wins)"),
        Arguments.of(
            "strategy: last-write-wins, priority: [crm, billing]",
            "strategy: replicate",
            "13 "
                + entity
                + ".merge.strategy: replicate takes one 'from', here are 2 (use"
                + " last-write-wins)"),
        Arguments.of(
            "priority: [crm, billing]",
            "priority: [crm, biling]",
            "13 "
                + entity
                + ".merge.priority[1]: the entity reads no source 'biling' (did you mean"
                + " 'billing'?)"),
        Arguments.of(
            "name: customer",
            "name: esync_dlq",
            "7 " + entity + ".name: names that start with esync_ are the program's own"),
        Arguments.of(
            "email: {type: string}",
            "email: {type: string}, fullName: {type: string}",
            "9 "
                + entity
                + ".fields.fullName: expected a name in snake_case, like customer_id,"
                + " found 'fullName' (write full_name)"),
        Arguments.of(
            "to: [{target: warehouse}]", "to: []", "14 " + entity + ".to: expected at least one"),
        Arguments.of(
            "id: customers\n",
            "id: customers\n  parallelism: 200\n",
            "3 pipeline.parallelism: parallelism must be from 1 to 128, not 200"),
        Arguments.of(
            "id: customers\n",
            "id: customers\n  control: [{id: crm, type: shelf, config: {host: a, password:"
                + " \"${env:SHELF_PASSWORD}\"}}]\n",
            "3 pipeline.control[0].id: 'crm' stands here twice (first in line 5)"),
        Arguments.of(
            "id: customers\n",
            "id: customers\n  control: [{id: decisions, type: shelve}]\n",
            "3 pipeline.control[0].type: there is no source connector 'shelve' (did you mean"
                + " 'shelf'?)"),
        Arguments.of(
            "id: customers\n",
            "id: customers\n  control: []\n",
            "3 pipeline.control: expected at least one"),
        Arguments.of(
            "id: crm, type: shelf,",
            "id: crm, type: shelf, schedule: {every: 30s},",
            "4 pipeline.sources[0].schedule: a source of type shelf does not poll with these"
                + " options (take schedule out: the source reads as changes come, or once)"),
        Arguments.of(
            "id: crm, type: shelf,",
            "id: crm, type: shelf, schedule: {cron: '0 */5 * * * *'},",
            "4 pipeline.sources[0].schedule.cron: cron takes five fields (minute, hour, day of"
                + " month, month, day of week), here are 6 in '0 */5 * * * *'; e.g."
                + " '*/5 * * * *' for every five minutes"),
        Arguments.of(
            "id: crm, type: shelf,",
            "id: crm, type: shelf, schedule: {cron: '0 6 * * *', timezone: Berlin},",
            "4 pipeline.sources[0].schedule.timezone: timezone 'Berlin' is none; write one like"
                + " Europe/Berlin or UTC"),
        Arguments.of(
            "id: crm, type: shelf,",
            "id: crm, type: shelf, parallelism: 5,",
            "4 pipeline.sources[0].parallelism: the connector has use for at most 4 readers here"));
  }
}

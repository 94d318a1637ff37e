package io.esync.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.compile.Merges;
import io.esync.jobs.spec.bind.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityDefinitionTest {
  private static final String PIPELINE =
      """
      pipeline:
        id: shop
        sources:
          - {id: crm, type: memory, config: {buffer: b, streams: {s: {key: [no], fields: {no: bigint, mail: string}}}}}
          - {id: billing, type: memory, config: {buffer: b, streams: {s: {key: [no], fields: {no: bigint}}}}}
        entities:
          - name: customer
            key: [id]
            fields:
              id: {type: bigint, description: the number}
              email: {type: string}
              street: {type: string}
              city: {type: string}
              balance: {type: "decimal(18,2)"}
              tags: {type: array<string>}
            from:
              - {source: crm, map: {id: no, email: mail}}
              - {source: billing}
            merge: %s
            to: [{target: out}]
        targets: [{id: out, type: memory, config: {table: t}}]
      """;

  @TempDir Path folder;

  @Test
  void a_policy_is_read_again_as_it_was_with_all_rules_deletes_and_reviews() throws IOException {
    EntitySpec entity =
        entity(
            "{strategy: field-level, priority: [billing, crm], default: first_non_null, fields: {"
                + "email: {rule: trusted, order: [crm, billing], unless_newer_by: 90m}, balance:"
                + " {rule: owner, source: billing}, tags: union, city: {with: street}}, deletes:"
                + " soft, soft: {flag: gone}, review: {fields: [email], when: concurrent-within"
                + " 10m, pending: hold-row, expires: 3d, fallback: earliest}, retention: 30d}");

    EntitySpec again = EntityDefinition.read(EntityDefinition.write(entity)).orElseThrow();

    assertThat(Merges.of(again).policy()).isEqualTo(Merges.of(entity).policy());
    assertThat(Merges.of(again)).isEqualTo(Merges.of(entity));
  }

  @Test
  void what_does_not_decide_about_merging_makes_no_difference() throws IOException {
    String merge = "{strategy: last-write-wins, priority: [crm]}";
    String definition = EntityDefinition.write(entity(merge));

    assertThat(EntityDefinition.write(entity("{priority: [crm], strategy: last-write-wins}")))
        .isEqualTo(definition);
    assertThat(definition)
        .doesNotContain("the number")
        .doesNotContain("\"mail\"")
        .doesNotContain("out");
    assertThat(EntityDefinition.write(entity(merge.replace("crm", "billing"))))
        .isNotEqualTo(definition);
  }

  @Test
  void a_definition_with_options_that_are_not_known_is_none() throws IOException {
    String definition = EntityDefinition.write(entity("{strategy: last-write-wins}"));

    assertThat(EntityDefinition.read(definition)).isPresent();
    assertThat(
            EntityDefinition.read(definition.replace("priority", "prio").replace("strategy", "s")))
        .isEmpty();
    assertThat(EntityDefinition.read("")).isEmpty();
  }

  private EntitySpec entity(String merge) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), PIPELINE.formatted(merge));
    return new PipelineLoader(ConnectorCatalog.discover())
        .load(file, References.kept())
        .entities()
        .get(0);
  }
}

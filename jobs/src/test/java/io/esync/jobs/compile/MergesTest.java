package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.merge.EntityMerge;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.privacy.EntityProtection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergesTest {
  private static final EntityProtection CLEAR = new EntityProtection("customer", Map.of());

  private static final String FILE =
      """
      pipeline:
        id: customers
        sources:
          - {id: crm, type: memory, config: {buffer: crm}}
          - {id: billing, type: memory, config: {buffer: billing}}
        targets: [{id: out, type: memory}]
        entities:
          - name: customer
            key: [id]
            fields:
              id: {type: bigint}
              email: {type: string}
              street: {type: string}
              city: {type: string}
              balance: {type: "decimal(18,2)"}
              tags: {type: array<string>}
            from: [{source: crm, stream: a}, {source: billing, stream: b}]
            to: [{target: out}]
            merge: %s
      """;
  private static final String MERGE =
      """
      {strategy: field-level, priority: [crm, billing], default: first_non_null,
       fields: {email: {rule: trusted, order: [crm, billing], unless_newer_by: 1h},
       balance: {rule: owner, source: billing}, tags: union, city: {with: street}},
       deletes: soft, revive: any, lateness: 2h, retention: 30d,
       review: {fields: [street, email], when: concurrent-within 10m, pending: hold-row,
       expires: 3d, fallback: {rule: trusted, order: [billing]}}}
      """;

  @TempDir Path folder;

  private PipelineSpec pipeline(String merge) throws IOException {
    String yaml = FILE.formatted(merge.replace("\n", " "));
    Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
    return new PipelineLoader(ConnectorCatalog.discover()).load(file, References.kept());
  }

  private EntityMerge merge(String merge) throws IOException {
    return Merges.of(pipeline(merge)).get("customer");
  }

  /** Word for word: the text is compared with that of a savepoint, which another process wrote. */
  @Test
  void a_policy_is_described_in_full_and_in_the_same_words_each_time() throws IOException {
    assertThat(merge(MERGE).description())
        .isEqualTo(
            """
            strategy: field-level
            grain: FIELD
            priority: [crm, billing]
            default: first_non_null
            field balance: owner billing
            field email: trusted [crm, billing] unless newer by 3600000000
            field tags: union
            field city: with street
            deletes: SOFT
            revive: ANY
            flag: deleted
            time: deleted_at
            review: [email, street]
            when: concurrent-within 600000000 microseconds
            pending: HOLD_ROW
            expires: 259200000000
            fallback: trusted [billing]
            sources: [billing, crm]""");
  }

  @Test
  void the_order_of_keys_in_the_file_changes_nothing() throws IOException {
    String other =
        """
        {review: {expires: 72h, fields: [email, street], fallback: {order: [billing],
         rule: trusted}, pending: hold-row, when: concurrent-within 600s}, revive: any,
         fields: {tags: {rule: union}, city: {with: street}, balance: {source: billing,
         rule: owner}, email: {unless_newer_by: 60m, order: [crm, billing], rule: trusted}},
         default: first_non_null, soft: {time: deleted_at}, deletes: soft,
         priority: [crm, billing], strategy: field-level}
        """;

    assertThat(merge(other).description()).isEqualTo(merge(MERGE).description());
  }

  @Test
  void whatever_can_change_a_result_changes_the_description() throws IOException {
    List<String> merges =
        List.of(
            "{strategy: last-write-wins}",
            "{strategy: field-level}",
            "{strategy: manual-review}",
            "{strategy: field-level, priority: [crm, billing]}",
            "{strategy: field-level, priority: [billing, crm]}",
            "{strategy: field-level, default: earliest}",
            "{strategy: field-level, fields: {email: min}}",
            "{strategy: field-level, fields: {email: max}}",
            "{strategy: field-level, fields: {city: max}}",
            "{strategy: field-level, fields: {email: {rule: trusted, order: [crm]}}}",
            "{strategy: field-level, fields: {email: {rule: trusted, order: [billing]}}}",
            "{strategy: field-level, fields: {email: {rule: trusted, order: [crm],"
                + " unless_newer_by: 1h}}}",
            "{strategy: field-level, fields: {email: {rule: owner, source: crm}}}",
            "{strategy: field-level, fields: {email: {rule: owner, source: billing}}}",
            "{strategy: field-level, fields: {email: {rule: custom, name: alphabet}}}",
            "{strategy: field-level, fields: {email: longest}}",
            "{strategy: field-level, fields: {email: most_frequent}}",
            "{strategy: field-level, fields: {city: {with: street}}}",
            "{strategy: field-level, fields: {city: {with: email}}}",
            "{strategy: field-level, fields: {balance: sum}}",
            "{strategy: field-level, deletes: owner-only}",
            "{strategy: field-level, deletes: owner-only, owner: billing}",
            "{strategy: field-level, deletes: any-source}",
            "{strategy: field-level, deletes: all-sources}",
            "{strategy: field-level, deletes: soft}",
            "{strategy: field-level, deletes: soft, soft: {flag: gone}}",
            "{strategy: field-level, deletes: soft, soft: {time: gone_at}}",
            "{strategy: field-level, revive: any}",
            "{strategy: field-level, review: {fields: [email]}}",
            "{strategy: field-level, review: {fields: [email, city]}}",
            "{strategy: field-level, review: {fields: [email], when: concurrent-within 1m}}",
            "{strategy: field-level, review: {fields: [email], when: concurrent-within 1h}}",
            "{strategy: field-level, review: {fields: [email], pending: hold-field}}",
            "{strategy: field-level, review: {fields: [email], expires: 1d}}",
            "{strategy: field-level, review: {fields: [email], expires: 2d}}",
            "{strategy: field-level, review: {fields: [email], expires: 1d, fallback: min}}");

    TreeMap<String, String> byDescription = new TreeMap<>();
    for (String merge : merges) {
      assertThat(byDescription.put(merge(merge).description(), merge)).as(merge).isNull();
    }
  }

  @Test
  void the_times_of_the_file_are_taken_over() throws IOException {
    EntityMerge merge = merge(MERGE);

    assertThat(merge.sources()).containsExactly("crm", "billing");
    assertThat(merge.lateness()).isEqualTo(7_200_000_000L);
    assertThat(merge.retention()).isEqualTo(2_592_000_000_000L);
  }

  @Test
  void clocks_ahead_are_clamped_after_five_minutes_unless_the_file_says_otherwise()
      throws IOException {
    assertThat(skew("{strategy: last-write-wins}"))
        .isEqualTo(new FutureSkew(300_000_000L, FutureSkew.Then.CLAMP));
    assertThat(skew("{strategy: last-write-wins, max_future_skew: 1s, on_future_skew: reject}"))
        .isEqualTo(new FutureSkew(1_000_000L, FutureSkew.Then.REJECT));
    assertThat(skew("{strategy: last-write-wins, on_future_skew: accept}"))
        .isEqualTo(new FutureSkew(300_000_000L, FutureSkew.Then.ACCEPT));
  }

  private FutureSkew skew(String merge) throws IOException {
    PipelineSpec pipeline = pipeline(merge);
    return Mappings.of(pipeline, pipeline.source("crm")).get(0).futureSkew();
  }

  @Test
  void targets_are_told_of_the_fields_that_mark_soft_deletes() throws IOException {
    PipelineSpec pipeline =
        pipeline("{strategy: last-write-wins, deletes: soft, soft: {flag: gone}}");

    assertThat(Mappings.contract(pipeline, pipeline.entities().get(0), CLEAR).fields())
        .extracting(Field::toString)
        .endsWith(
            new Field("gone", DataType.BOOLEAN).toString(),
            new Field("deleted_at", DataType.TIMESTAMPTZ).toString());
  }

  @Test
  void a_merge_travels_in_the_job_graph() throws Exception {
    for (String merge :
        List.of(MERGE, "{strategy: manual-review, review: {when: winner_source = 'crm'}}")) {
      EntityMerge here = merge(merge);

      EntityMerge there = InstantiationUtil.clone(here);

      assertThat(there.description()).isEqualTo(here.description());
      assertThat(there.policy()).hasToString(here.policy().toString());
    }
  }
}

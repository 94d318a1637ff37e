package io.esync.operators.merge;

import static io.esync.operators.merge.ChangeBuilder.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The named cases; every one is tried in the order given and in the reverse order. */
class LastWriteWinsTest {
  private static final EntityPolicy NO_PRIORITY = Policies.lastWriteWins();
  private static final long FAR_AHEAD = 253_402_300_799_000_000L;

  @Test
  void the_latest_time_wins() {
    assertThat(
            merged(from("crm").time(5).upsert("a", "crm"), from("erp").time(6).upsert("a", "erp")))
        .containsEntry("a", "erp");
  }

  @Test
  void at_equal_times_the_declared_priority_decides() {
    EntityPolicy policy = Policies.lastWriteWins("erp", "crm");

    assertThat(
            merged(
                policy,
                from("crm").time(5).upsert("a", "crm"),
                from("erp").time(5).upsert("a", "erp"),
                from("abc").time(5).upsert("a", "abc")))
        .containsEntry("a", "erp");
  }

  @Test
  void sources_of_the_same_hash_code_are_told_apart_by_their_ids() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    assertThat(merged(from("BB").time(5).upsert("a", "BB"), from("Aa").time(5).upsert("a", "Aa")))
        .containsEntry("a", "Aa");
  }

  @Test
  void an_unknown_time_loses_to_every_known_one() {
    assertThat(
            merged(
                from("crm").at(0).upsert("a", "unknown"),
                from("erp").time(-62_135_596_800_000_000L).upsert("a", "long ago")))
        .containsEntry("a", "long ago");
  }

  @Test
  void a_delete_wins_a_tie() {
    assertThat(merged(from("crm").time(5).delete(), from("abc").time(5).upsert("a", "x"))).isNull();
  }

  @Test
  void an_older_upsert_that_comes_late_does_not_undo_a_delete() {
    assertThat(merged(from("crm").time(5).delete(), from("erp").time(4).upsert("a", "x"))).isNull();
    assertThat(
            merged(from("crm").at(5).time(5).delete(), from("crm").at(4).time(9).upsert("a", "x")))
        .isNull();
  }

  @Test
  void a_row_that_is_inserted_again_lives_without_what_it_had_before() {
    assertThat(
            merged(
                from("crm").at(1).time(1).upsert("a", "old", "b", "old"),
                from("crm").at(2).time(2).delete(),
                from("crm").at(3).time(3).upsert("a", "new")))
        .isEqualTo(Map.of("id", 1L, "a", "new"));
  }

  @Test
  void a_snapshot_row_brings_the_column_that_a_streamed_change_lacked() {
    assertThat(
            merged(
                from("crm").at(9).time(9).upsert("a", "streamed"),
                from("crm").at(0).upsert("a", "snapshot", "b", "toast")))
        .isEqualTo(Map.of("id", 1L, "a", "streamed", "b", "toast"));
  }

  @Test
  void a_field_that_the_winner_lacks_comes_from_the_next_unless_it_was_deleted_between() {
    assertThat(merged(from("crm").time(9).upsert("a", "x"), from("erp").time(3).upsert("b", "y")))
        .isEqualTo(Map.of("id", 1L, "a", "x", "b", "y"));
    assertThat(
            merged(
                from("crm").time(9).upsert("a", "x"),
                from("web").time(5).delete(),
                from("erp").time(3).upsert("b", "y")))
        .isEqualTo(Map.of("id", 1L, "a", "x"));
  }

  @Test
  void a_clock_far_ahead_does_not_hold_longer_than_what_it_stamped() {
    assertThat(
            merged(
                from("crm").at(1).time(FAR_AHEAD).upsert("a", "ahead"),
                from("crm").at(2).time(3).upsert("a", "now"),
                from("erp").at(1).time(4).upsert("a", "erp")))
        .containsEntry("a", "erp");
  }

  @Test
  void a_reset_log_goes_on_in_the_next_generation() {
    assertThat(
            merged(
                from("crm").at(0, 900).time(1).upsert("a", "before"),
                from("crm").at(1, 2).time(2).upsert("a", "after")))
        .containsEntry("a", "after");
  }

  @Test
  void positions_are_compared_as_unsigned_numbers() {
    assertThat(
            merged(
                from("crm").at(-1).time(1).upsert("a", "last"),
                from("crm").at(Long.MAX_VALUE).time(2).upsert("a", "middle")))
        .containsEntry("a", "last");
  }

  @Test
  void a_full_image_stamps_only_the_fields_that_it_changes() {
    SourceState state =
        SourceState.empty("crm")
            .join(from("crm").at(1).time(1).upsert("a", "x", "b", "y", "c", null), false)
            .join(from("crm").at(2).time(2).upsert("a", "x", "b", "z", "c", null), false);

    assertThat(state.fieldStamp(1)).isEqualTo(stamp(2, 1));
    assertThat(state.fieldStamp(2)).isEqualTo(stamp(2, 2));
    assertThat(state.fieldStamp(3)).isEqualTo(stamp(2, 1));
    assertThat(state.rowStamp()).isEqualTo(stamp(2, 2));
  }

  @Test
  void a_new_column_is_added_and_an_old_schema_takes_none_away() {
    RowSchema wide = schema("a", "b", "c", "d");

    assertThat(
            merged(
                from("crm").at(1).time(1).upsert("a", "x", "b", "y"),
                from("crm").at(2).time(2).as(wide).upsert("d", "z"),
                from("crm").at(3).time(3).upsert("b", "w")))
        .isEqualTo(Map.of("id", 1L, "a", "x", "b", "w", "d", "z"));
  }

  @Test
  void a_column_that_changes_its_type_takes_the_newer_one() {
    RowSchema numeric =
        RowSchema.of(
            List.of(new Field("id", DataType.BIGINT), new Field("a", DataType.INT)), List.of("id"));

    assertThat(
            merged(
                from("crm").at(1).time(1).upsert("a", "7"),
                from("crm").at(2).time(2).as(numeric).upsert("a", 7)))
        .containsEntry("a", 7);
    assertThat(
            merged(
                from("crm").at(1).time(1).upsert("a", "7"),
                from("erp").at(1).time(2).as(numeric).upsert("a", 7)))
        .containsEntry("a", 7);
  }

  @Test
  void another_type_at_the_same_version_does_no_harm() {
    RowSchema numeric =
        RowSchema.of(
            List.of(new Field("id", DataType.BIGINT), new Field("a", DataType.INT)), List.of("id"));
    EntityState text = EntityState.EMPTY.join(from("crm").at(0).upsert("a", "7"), false);

    EntityState joined = text.join(from("crm").at(0).as(numeric).upsert("a", 7), false);

    assertThat(shown(NO_PRIORITY, joined)).isEqualTo(shown(NO_PRIORITY, text));
  }

  @Test
  void it_is_told_which_rule_decided_and_who_lost() {
    Resolution resolution =
        Policies.resolve(
            NO_PRIORITY,
            EntityState.EMPTY
                .join(from("crm").time(5).upsert("a", "crm"), false)
                .join(from("erp").time(6).upsert("a", "erp"), false));

    assertThat(resolution.decidedBy()).isEqualTo("latest timestamp");
    assertThat(resolution.candidates()).extracting(Candidate::source).containsExactly("erp", "crm");
    assertThat(resolution.isContested()).isTrue();
  }

  private static ChangeBuilder from(String source) {
    return ChangeBuilder.of(source).at(1);
  }

  private static Stamp stamp(long major, long time) {
    return new Stamp(new SourceVersion(0, major, 0), time);
  }

  private static Map<String, Object> merged(ChangeRecord... changes) {
    return merged(NO_PRIORITY, changes);
  }

  private static Map<String, Object> merged(EntityPolicy policy, ChangeRecord... changes) {
    EntityState forwards = EntityState.EMPTY;
    EntityState backwards = EntityState.EMPTY;
    for (int i = 0; i < changes.length; i++) {
      forwards = forwards.join(changes[i], false);
      backwards = backwards.join(changes[changes.length - 1 - i], false);
    }
    Map<String, Object> result = shown(policy, forwards);
    assertThat(shown(policy, backwards)).isEqualTo(result);
    return result;
  }

  private static Map<String, Object> shown(EntityPolicy policy, EntityState state) {
    Row row = Policies.resolve(policy, state).row();
    return row == null ? null : ReferenceMerge.shown(row);
  }
}

package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.merge.EchoFilter.Judgement;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is an edit, and what came from this pipeline itself. */
final class EchoFilterTest {
  private final EchoFilter filter = new EchoFilter(true);
  private final EchoState nothing = EchoState.of("erp");
  private final SourceState silent = SourceState.empty("erp");

  @Test
  void a_change_that_shows_what_was_written_is_an_echo() {
    EchoState written = wrote(nothing, row("x", "y"), 0);

    Judgement judgement = filter.judge(written, erp(1, "x", "y"), silent);

    assertThat(judgement.echo()).isTrue();
    assertThat(judgement.after().pending()).isEmpty();
  }

  @Test
  void an_edit_of_a_row_that_was_written_claims_the_edited_field_alone() {
    EchoState held =
        filter.judge(wrote(nothing, row("x", "y"), 0), erp(1, "x", "y"), silent).after();

    Judgement judgement = filter.judge(held, erp(2, "x", "edited"), silent);

    assertThat(judgement.echo()).isFalse();
    Row claimed = judgement.delta().state().row();
    assertThat(claimed.get("a")).isSameAs(Row.ABSENT);
    assertThat(claimed.get("b")).isEqualTo("edited");
    assertThat(judgement.delta().state().fullStamp()).isNotNull();
  }

  @Test
  void who_sets_back_what_was_written_over_his_value_edits() {
    SourceState said = silent.join(erp(1, "old", "y"), false);
    EchoState held = filter.judge(nothing, erp(1, "old", "y"), silent).after();
    EchoState over =
        filter.judge(wrote(held, row("new", "y"), 0), erp(2, "new", "y"), said).after();

    Judgement judgement = filter.judge(over, erp(3, "old", "y"), said);

    assertThat(judgement.echo()).isFalse();
    assertThat(said.join(judgement.delta(), false).fieldStamp(1).timestamp()).isEqualTo(3);
  }

  @Test
  void a_value_that_the_system_rounded_is_its_own_and_the_rest_of_the_write_is_not() {
    Judgement judgement =
        filter.judge(wrote(nothing, row("x", "1.234"), 0), erp(1, "x", "1.23"), silent);

    assertThat(judgement.echo()).isFalse();
    assertThat(judgement.delta().state().row().get("a")).isSameAs(Row.ABSENT);
    assertThat(judgement.delta().state().row().get("b")).isEqualTo("1.23");
  }

  @Test
  void a_delete_that_hits_a_row_which_was_inserted_again_meanwhile_is_an_echo() {
    EchoState deleted =
        filter
            .judge(
                filter.judge(nothing, erp(1, "x", "y"), silent).after(),
                ChangeBuilder.of("erp").at(2).time(2).delete(),
                silent)
            .after();
    EchoState written = wrote(deleted, ChangeBuilder.of("crm").at(9).delete(), 0);
    EchoState again = filter.judge(written, erp(3, "again", "y"), silent).after();
    EchoState passedOn = wrote(again, row("again", "y"), 0);

    Judgement hit = filter.judge(passedOn, ChangeBuilder.of("erp").at(4).time(4).delete(), silent);

    assertThat(hit.echo()).isTrue();
    assertThat(filter.judge(hit.after(), erp(5, "again", "y"), silent).echo()).isTrue();
  }

  @Test
  void a_delete_that_found_nothing_is_not_waited_for_once_a_later_write_has_arrived() {
    EchoState deleted =
        filter.judge(nothing, ChangeBuilder.of("erp").at(2).time(2).delete(), silent).after();
    EchoState written = wrote(deleted, ChangeBuilder.of("crm").at(9).delete(), 0);
    EchoState again = filter.judge(written, erp(3, "again", "y"), silent).after();
    EchoState arrived =
        filter.judge(wrote(again, row("again", "y"), 0), erp(4, "again", "y"), silent).after();

    assertThat(arrived.pending()).isEmpty();
    assertThat(filter.judge(arrived, ChangeBuilder.of("erp").at(5).time(5).delete(), silent).echo())
        .isFalse();
  }

  @Test
  void a_delete_after_a_delete_that_was_written_is_an_echo_and_any_other_is_not() {
    EchoState held = filter.judge(nothing, erp(1, "x", "y"), silent).after();
    ChangeRecord delete = ChangeBuilder.of("erp").at(2).time(2).delete();

    assertThat(filter.judge(held, delete, silent).echo()).isFalse();
    EchoState written = wrote(held, ChangeBuilder.of("crm").at(9).delete(), 0);
    assertThat(filter.judge(written, delete, silent).echo()).isTrue();
  }

  @Test
  void a_write_that_never_showed_is_forgotten_after_a_while() {
    EchoState held = filter.judge(nothing, erp(1, "x", "y"), silent).after();
    EchoState written = wrote(held, row("z", "y"), -EchoState.LONGEST_PENDING);

    assertThat(filter.judge(written, erp(2, "z", "y"), silent).echo()).isFalse();
  }

  @Test
  void no_more_writes_are_waited_for_than_the_limit() {
    EchoState state = nothing;
    for (int i = 0; i <= EchoState.MOST_PENDING; i++) {
      state = wrote(state, row("x" + i, "y"), 0);
    }

    assertThat(state.pending()).hasSize(EchoState.MOST_PENDING);
    assertThat(filter.judge(state, erp(1, "x0", "z"), silent).echo()).isFalse();
  }

  @Test
  void a_row_that_wins_as_a_whole_is_joined_as_a_whole() {
    EchoState held =
        filter.judge(wrote(nothing, row("x", "y"), 0), erp(1, "x", "y"), silent).after();

    Judgement judgement = new EchoFilter(false).judge(held, erp(2, "x", "edited"), silent);

    assertThat(judgement.echo()).isFalse();
    assertThat(judgement.delta()).isNull();
  }

  @Test
  void a_marked_write_tells_what_the_system_holds() {
    EchoState held = EchoFilter.heard(nothing, erp(1, "x", "y"), silent);

    Judgement judgement = filter.judge(held, erp(2, "x", "edited"), silent);

    assertThat(judgement.delta().state().row().get("a")).isSameAs(Row.ABSENT);
    assertThat(judgement.delta().altered().cardinality()).isEqualTo(1);
  }

  @Test
  void a_system_whose_edit_lost_must_be_told() {
    EchoState held = filter.judge(nothing, erp(1, "mine", "y"), silent).after();

    assertThat(EchoFilter.mustBeTold(held, row("theirs", "y").row())).isTrue();
    assertThat(EchoFilter.mustBeTold(held, row("mine", "y").row())).isFalse();
    assertThat(EchoFilter.mustBeTold(held, null)).isTrue();
  }

  @Test
  void an_entity_that_was_deleted_everywhere_is_dead_though_one_source_never_said_so() {
    EntityState state =
        EntityState.EMPTY
            .join(ChangeBuilder.of("crm").at(1).time(5).delete(), false)
            .join(erp(1, "x", "y"), false);
    EchoState gone = new EchoState("erp", new SourceVersion(0, 2, 0), Footprint.NONE, List.of());

    assertThat(state.isDead()).isFalse();
    EntityState held = Echoes.NOTHING.with(gone).asHeld(state);
    assertThat(held.isDead()).isTrue();
    assertThat(Frontier.deletedAt(held)).isEqualTo(5);
    assertThat(Frontier.deletedAt(held)).isNotEqualTo(Origin.UNKNOWN_TIME);
  }

  private static EchoState wrote(EchoState before, ChangeRecord change, long at) {
    return EchoFilter.wrote(before, change, at);
  }

  private static ChangeRecord row(String a, String b) {
    return ChangeBuilder.of("crm").at(1).time(1).upsert("a", a, "b", b, "c", null);
  }

  private static ChangeRecord erp(long at, String a, String b) {
    return ChangeBuilder.of("erp").at(at).time(at).upsert("a", a, "b", b, "c", null);
  }
}

package io.esync.operators.merge;

import io.esync.operators.model.Row;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A policy that keeps what every source says and resolves it: a pure, total function of the state.
 *
 * @param strategy its name in the pipeline file
 * @param grain whether sources win as a whole or field by field
 * @param order tells the stronger of two candidates
 * @param rules of the fields
 * @param review what people are asked about, or null
 * @param required names of the fields without whose value the entity is not shown: it is not
 *     complete before the sources that have them were heard
 */
public record EntityPolicy(
    String strategy,
    Grain grain,
    CandidateOrder order,
    FieldRules rules,
    Deletion deletion,
    ReviewPolicy review,
    List<String> required)
    implements MergePolicy {
  private static final long serialVersionUID = 1L;

  public EntityPolicy {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(grain, "grain");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(deletion, "deletion");
    required = required.stream().sorted().toList();
  }

  /** A policy by which any entity is complete. */
  public EntityPolicy(
      String strategy,
      Grain grain,
      CandidateOrder order,
      FieldRules rules,
      Deletion deletion,
      ReviewPolicy review) {
    this(strategy, grain, order, rules, deletion, review, List.of());
  }

  /**
   * The source that wrote last provides the row; a field that it does not carry comes from the next
   * one that does.
   *
   * @param priority source ids, the strongest first; decides between equal times
   */
  public static EntityPolicy lastWriteWins(List<String> priority, Deletion deletion) {
    return new EntityPolicy(
        "last-write-wins",
        Grain.ROW,
        new CandidateOrder(priority),
        FieldRules.LATEST,
        deletion,
        null);
  }

  /** The same policy with other words on deletes. */
  public EntityPolicy with(Deletion other) {
    return new EntityPolicy(strategy, grain, order, rules, other, review, required);
  }

  /** The same policy for entities that are complete with these fields. */
  public EntityPolicy requiring(List<String> fields) {
    return new EntityPolicy(strategy, grain, order, rules, deletion, review, fields);
  }

  /**
   * What the entity looks like in {@code state}.
   *
   * @param progress the time up to which all sources have been heard, microseconds since the epoch;
   *     reviews expire by it
   */
  public Resolution resolve(EntityState state, long progress) {
    return complete(merge(state, progress));
  }

  private Resolution merge(EntityState state, long progress) {
    Existence existence = Existence.of(state, deletion, order);
    List<SourceState> sources = shown(state, existence);
    if (sources.isEmpty()) {
      return resolution(null, existence);
    }
    boolean plain = review == null && state.decisions().isEmpty();
    if (plain && sources.size() == 1 && rules.keepSingleRow()) {
      return resolution(marked(RowMerge.whole(sources.get(0).row()), existence), existence);
    }
    if (plain && grain == Grain.ROW) {
      return resolution(marked(RowMerge.whole(RowMerge.fill(sources)), existence), existence);
    }
    return byField(state, sources, existence, progress);
  }

  /** As {@link #resolve}, and how each field came to be. */
  public Resolution explain(EntityState state, long progress) {
    Existence existence = Existence.of(state, deletion, order);
    List<SourceState> sources = shown(state, existence);
    return sources.isEmpty()
        ? resolution(null, existence)
        : complete(byField(state, sources, existence, progress));
  }

  /** Without its row where that lacks a required value. What a review holds back is not lacking. */
  private Resolution complete(Resolution resolution) {
    Row row = resolution.row();
    if (required.isEmpty() || row == null || resolution.held()) {
      return resolution;
    }
    List<String> lacking = List.of();
    for (String field : required) {
      int at = row.schema().indexOf(field);
      if (at < 0 || row.get(at) == null) {
        lacking = new ArrayList<>(lacking);
        lacking.add(field);
      }
    }
    return lacking.isEmpty() ? resolution : resolution.without(lacking);
  }

  /** The sources whose fields are shown, the one that wrote last first. */
  private List<SourceState> shown(EntityState state, Existence existence) {
    return existence.exists() || !deletion.isSoft()
        ? existence.visible()
        : Existence.everWritten(state, order);
  }

  private Resolution byField(
      EntityState state, List<SourceState> sources, Existence existence, long progress) {
    FieldMerge merge = new FieldMerge(this, state, sources, progress);
    return new Resolution(
        marked(merge.row(), existence),
        merge.holdsRow(),
        existence.rivals(),
        existence.decidedBy(order),
        merge.fields(),
        merge.reviews());
  }

  private Resolution resolution(Row row, Existence existence) {
    return new Resolution(
        row, false, existence.rivals(), existence.decidedBy(order), List.of(), List.of());
  }

  private Row marked(Row row, Existence existence) {
    return deletion.isSoft() ? RowMerge.mark(row, deletion.marks(), existence) : row;
  }

  /** What wins or loses. */
  public enum Grain implements Serializable {
    /** A source's row: its fields are as old as the row. */
    ROW,
    /** A source's field: it is as old as its value. */
    FIELD
  }
}

package io.esync.operators.merge;

import io.esync.operators.merge.EntityPolicy.Grain;
import io.esync.operators.merge.ReviewPolicy.Pending;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Resolves one state field by field. */
final class FieldMerge {
  private final EntityPolicy policy;
  private final EntityState state;
  private final List<SourceState> sources;
  private final FieldReviews reviews;
  private final RowSchema schema;
  private final FieldResolution[] resolved;
  private final FieldCandidate[] leads;
  private boolean holdsRow;

  /**
   * @param sources those that count, at least one
   * @param progress the time up to which all sources have been heard
   */
  FieldMerge(EntityPolicy policy, EntityState state, List<SourceState> sources, long progress) {
    this.policy = policy;
    this.state = state;
    this.sources = sources;
    this.reviews = new FieldReviews(policy, progress);
    this.schema = union(sources);
    this.resolved = new FieldResolution[schema.size()];
    this.leads = new FieldCandidate[schema.size()];
    for (int i = 0; i < resolved.length; i++) {
      resolve(i);
    }
  }

  private static RowSchema union(List<SourceState> sources) {
    RowSchema union = sources.get(0).row().schema();
    for (int i = 1; i < sources.size(); i++) {
      union = SchemaUnion.append(union, sources.get(i).row().schema());
    }
    return union;
  }

  /** How field {@code at} comes out, or null where no source carries it. */
  private FieldResolution resolve(int at) {
    if (resolved[at] == null) {
      List<FieldCandidate> candidates = candidates(schema.field(at).name());
      if (!candidates.isEmpty()) {
        resolved[at] = resolve(at, candidates);
      }
    }
    return resolved[at];
  }

  private FieldResolution resolve(int at, List<FieldCandidate> candidates) {
    String field = schema.field(at).name();
    if (schema.key().contains(field)) {
      return new FieldResolution(
          field, "key", FieldChoice.of(candidates.get(0), "key"), false, candidates, null);
    }
    String leader = policy.rules().follows().get(field);
    if (leader != null) {
      return follow(field, leader, candidates);
    }
    FieldRule rule = policy.rules().of(field);
    FieldChoice choice = rule.choose(candidates, policy.order());
    FieldResolution resolution =
        reviews.review(
            new FieldResolution(field, rule.name(), choice, false, candidates, null),
            state.decision(field));
    FieldCandidate winner = resolution.choice().winner();
    leads[at] = winner == null ? choice.winner() : winner;
    return resolution;
  }

  private FieldResolution follow(String field, String leader, List<FieldCandidate> candidates) {
    int at = schema.indexOf(leader);
    FieldResolution leading = at < 0 ? null : resolve(at);
    boolean held = leading != null && leading.held();
    FieldChoice choice = follow(leader, at < 0 ? null : leads[at], candidates);
    return new FieldResolution(field, "with " + leader, choice, held, candidates, null);
  }

  /** What the source that won the leading field says of this one. */
  private static FieldChoice follow(
      String leader, FieldCandidate winner, List<FieldCandidate> candidates) {
    for (FieldCandidate candidate : candidates) {
      if (winner != null && candidate.source().equals(winner.source())) {
        return FieldChoice.of(candidate, "with " + leader);
      }
    }
    String source = winner == null ? "nobody" : winner.source();
    return new FieldChoice(
        candidates.get(0).type(), null, null, source + " won " + leader + " and has no value");
  }

  /** What the sources say of {@code field}, strongest first. */
  private List<FieldCandidate> candidates(String field) {
    List<FieldCandidate> candidates = new ArrayList<>(sources.size());
    for (SourceState source : sources) {
      RowSchema own = source.row().schema();
      int at = own.indexOf(field);
      if (at >= 0 && !source.row().isAbsent(at)) {
        Stamp stamp = policy.grain() == Grain.ROW ? source.rowStamp() : source.fieldStamp(at);
        candidates.add(
            new FieldCandidate(source.source(), own.field(at).type(), source.row().get(at), stamp));
      }
    }
    if (candidates.size() > 1) {
      candidates.sort(policy.order());
    }
    return candidates;
  }

  /** The merged row; a field that is held back is absent, one that nobody carries is NULL. */
  Row row() {
    Object[] values = new Object[schema.size()];
    List<Field> fields = null;
    for (int i = 0; i < values.length; i++) {
      FieldResolution resolution = resolved[i];
      if (resolution != null) {
        boolean held = resolution.held();
        values[i] = held ? Row.ABSENT : resolution.choice().value();
        holdsRow |= isHeldRow(resolution);
        if (!resolution.choice().type().equals(schema.field(i).type())) {
          fields = fields == null ? new ArrayList<>(schema.fields()) : fields;
          fields.set(i, new Field(schema.field(i).name(), resolution.choice().type()));
        }
      }
    }
    return Row.of(fields == null ? schema : RowSchema.of(fields, schema.key()), values);
  }

  private boolean isHeldRow(FieldResolution resolution) {
    return resolution.review() != null
        && resolution.review().isOpen()
        && policy.review().pending() == Pending.HOLD_ROW;
  }

  /** Whether an open review holds the whole row back. Known once {@link #row()} was asked for. */
  boolean holdsRow() {
    return holdsRow;
  }

  /** How each field came to be, in the order of the row. */
  List<FieldResolution> fields() {
    List<FieldResolution> fields = new ArrayList<>(resolved.length);
    for (FieldResolution resolution : resolved) {
      if (resolution != null) {
        fields.add(resolution);
      }
    }
    return fields;
  }

  List<FieldReview> reviews() {
    List<FieldReview> all = List.of();
    for (FieldResolution resolution : resolved) {
      if (resolution != null && resolution.review() != null) {
        all = all.isEmpty() ? new ArrayList<>() : all;
        all.add(resolution.review());
      }
    }
    return all;
  }
}

package io.esync.operators.merge;

import io.esync.operators.merge.EntityPolicy.Grain;
import io.esync.operators.merge.ReviewPolicy.Pending;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolves one state field by field. */
final class FieldMerge {
  private final EntityPolicy policy;
  private final EntityState state;
  private final List<SourceState> sources;
  private final FieldReviews reviews;
  private final RowSchema schema;
  private final Map<String, FieldResolution> resolved = new HashMap<>();
  private final Map<String, FieldCandidate> leads = new HashMap<>();
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
    for (Field field : schema.fields()) {
      resolve(field.name());
    }
  }

  private static RowSchema union(List<SourceState> sources) {
    RowSchema union = sources.get(0).row().schema();
    for (int i = 1; i < sources.size(); i++) {
      union = SchemaUnion.append(union, sources.get(i).row().schema());
    }
    return union;
  }

  /** How {@code field} comes out, or null where no source carries it. */
  private FieldResolution resolve(String field) {
    FieldResolution known = resolved.get(field);
    if (known != null) {
      return known;
    }
    List<FieldCandidate> candidates = candidates(field);
    if (candidates.isEmpty()) {
      return null;
    }
    FieldResolution resolution = resolve(field, candidates);
    resolved.put(field, resolution);
    return resolution;
  }

  private FieldResolution resolve(String field, List<FieldCandidate> candidates) {
    FieldRule rule = policy.rules().of(field);
    if (schema.key().contains(field)) {
      return new FieldResolution(
          field, "key", FieldChoice.of(candidates.get(0), "key"), false, candidates, null);
    }
    String leader = policy.rules().follows().get(field);
    if (leader != null) {
      FieldResolution leading = resolve(leader);
      boolean held = leading != null && leading.held();
      FieldChoice choice = follow(leader, candidates);
      return new FieldResolution(field, "with " + leader, choice, held, candidates, null);
    }
    FieldChoice choice = rule.choose(candidates, policy.order());
    FieldResolution resolution =
        reviews.review(
            new FieldResolution(field, rule.name(), choice, false, candidates, null),
            state.decision(field));
    FieldCandidate winner = resolution.choice().winner();
    leads.put(field, winner == null ? choice.winner() : winner);
    return resolution;
  }

  /** What the source that won the leading field says of this one. */
  private FieldChoice follow(String leader, List<FieldCandidate> candidates) {
    FieldCandidate winner = leads.get(leader);
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
      FieldResolution resolution = resolved.get(schema.field(i).name());
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

  List<FieldResolution> fields() {
    return schema.fields().stream()
        .map(field -> resolved.get(field.name()))
        .filter(resolution -> resolution != null)
        .toList();
  }

  List<FieldReview> reviews() {
    return fields().stream().map(FieldResolution::review).filter(review -> review != null).toList();
  }
}

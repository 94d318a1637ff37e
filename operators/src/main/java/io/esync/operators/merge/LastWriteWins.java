package io.esync.operators.merge;

import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The source that wrote last provides the row; a field that it does not carry comes from the next
 * one that does. A delete competes by its time and wins ties.
 *
 * <p>Candidates are compared by time (an unknown one loses), then by declared priority, then by
 * source id. There is one candidate for each source, so this order is total.
 *
 * @param priority source ids, the strongest first; others come after them
 */
public record LastWriteWins(List<String> priority) implements MergePolicy {
  private static final long serialVersionUID = 1L;

  public LastWriteWins {
    priority = List.copyOf(priority);
  }

  @Override
  public String strategy() {
    return "last-write-wins";
  }

  /** What the entity looks like in {@code state}. */
  public Resolution resolve(EntityState state) {
    List<Candidate> candidates = candidates(state);
    if (candidates.isEmpty() || candidates.get(0).isDelete()) {
      return new Resolution(null, candidates, decidedBy(candidates));
    }
    return new Resolution(row(candidates), candidates, decidedBy(candidates));
  }

  private List<Candidate> candidates(EntityState state) {
    List<Candidate> candidates = new ArrayList<>(state.sources().size());
    for (SourceState source : state.sources()) {
      if (source.isLive() || source.deleted() != null) {
        candidates.add(Candidate.of(source));
      }
    }
    if (candidates.size() > 1) {
      candidates.sort(strongestFirst());
    }
    return candidates;
  }

  private Comparator<Candidate> strongestFirst() {
    return Comparator.comparingLong((Candidate candidate) -> candidate.stamp().timestamp())
        .reversed()
        .thenComparing(candidate -> !candidate.isDelete())
        .thenComparingInt(candidate -> rank(candidate.source()))
        .thenComparing(Candidate::source);
  }

  private int rank(String source) {
    int rank = priority.indexOf(source);
    return rank < 0 ? priority.size() : rank;
  }

  /** Which rule set the winner apart from the runner-up. */
  private String decidedBy(List<Candidate> candidates) {
    if (candidates.size() < 2) {
      return "only source";
    }
    Candidate winner = candidates.get(0);
    Candidate second = candidates.get(1);
    if (winner.stamp().timestamp() != second.stamp().timestamp()) {
      return "latest timestamp";
    }
    if (winner.isDelete() != second.isDelete()) {
      return "delete wins a tie";
    }
    return rank(winner.source()) != rank(second.source()) ? "source priority" : "source id";
  }

  private static Row row(List<Candidate> candidates) {
    Row winner = candidates.get(0).row();
    Row result = winner;
    for (int i = 1; i < candidates.size() && !candidates.get(i).isDelete(); i++) {
      result = fill(result, candidates.get(i).row());
    }
    return result;
  }

  /** {@code row} with the fields it lacks from {@code other}. */
  private static Row fill(Row row, Row other) {
    RowSchema schema = SchemaUnion.append(row.schema(), other.schema());
    Object[] values = null;
    for (int i = 0; i < schema.size(); i++) {
      boolean lacking = i >= row.schema().size() || row.isAbsent(i);
      Object found = lacking ? valueOf(other, schema.field(i)) : Row.ABSENT;
      if (found != Row.ABSENT) {
        values = values == null ? spread(row, schema) : values;
        values[i] = found;
      }
    }
    return values == null ? row : Row.of(schema, values);
  }

  private static Object valueOf(Row row, Field field) {
    int at = row.schema().indexOf(field.name());
    return at >= 0 && row.schema().field(at).type().equals(field.type()) ? row.get(at) : Row.ABSENT;
  }

  private static Object[] spread(Row row, RowSchema schema) {
    Object[] values = new Object[schema.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < row.schema().size() ? row.get(i) : Row.ABSENT;
    }
    return values;
  }
}

package io.esync.operators.merge;

import io.esync.operators.expression.EvaluationException;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An SQL expression is true of some stronger and some weaker candidate. Its columns are {@code
 * winner} and {@code rival} of the field's type, {@code winner_source} and {@code rival_source},
 * {@code winner_time} and {@code rival_time}, which are NULL where unknown.
 *
 * <p>Where it cannot be evaluated, e.g. divides by zero or meets values of two types, it counts as
 * true, so that a person looks. Compiled where it is first used, for each type of field. Not for
 * several threads.
 */
public final class ExpressionCondition implements ReviewCondition {
  private static final long serialVersionUID = 1L;

  private final String sql;
  private transient Map<DataType, Optional<SqlExpression>> compiled;

  /** Nothing is checked yet; see {@link #compile}. */
  public ExpressionCondition(String sql) {
    this.sql = Objects.requireNonNull(sql, "sql");
  }

  /**
   * The expression for a field of {@code type}.
   *
   * @throws InvalidExpressionException with place and reason, if there is none
   */
  public static SqlExpression compile(String sql, DataType type) throws InvalidExpressionException {
    List<Field> columns =
        List.of(
            new Field("winner", type),
            new Field("rival", type),
            new Field("winner_source", DataType.STRING),
            new Field("rival_source", DataType.STRING),
            new Field("winner_time", DataType.TIMESTAMPTZ),
            new Field("rival_time", DataType.TIMESTAMPTZ));
    return SqlExpression.compile(sql, columns, DataType.BOOLEAN);
  }

  @Override
  public boolean holds(List<FieldCandidate> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = i + 1; j < candidates.size(); j++) {
        if (holds(candidates.get(i), candidates.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean holds(FieldCandidate winner, FieldCandidate rival) {
    Optional<SqlExpression> expression = expression(winner.type());
    if (expression.isEmpty() || !winner.type().equals(rival.type())) {
      return true;
    }
    Object[] values = {
      winner.value(), rival.value(), winner.source(), rival.source(), time(winner), time(rival)
    };
    try {
      return Boolean.TRUE.equals(expression.get().evaluate(values));
    } catch (EvaluationException e) {
      return true;
    }
  }

  /** Empty where values are of a type that the entity no longer declares and the SQL fits not. */
  private Optional<SqlExpression> expression(DataType type) {
    if (compiled == null) {
      compiled = new HashMap<>();
    }
    Optional<SqlExpression> known = compiled.get(type);
    if (known == null) {
      try {
        known = Optional.of(compile(sql, type));
      } catch (InvalidExpressionException e) {
        known = Optional.empty();
      }
      compiled.put(type, known);
    }
    return known;
  }

  private static Instant time(FieldCandidate candidate) {
    return candidate.stamp().isTimed()
        ? Instant.EPOCH.plus(candidate.stamp().timestamp(), ChronoUnit.MICROS)
        : null;
  }

  @Override
  public String toString() {
    return "sql " + sql;
  }
}

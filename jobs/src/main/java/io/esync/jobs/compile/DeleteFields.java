package io.esync.jobs.compile;

import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which fields of a source its deletes must carry. */
final class DeleteFields {
  private DeleteFields() {}

  /** The fields that the entity's key is made of. */
  static List<String> ofKey(EntityMapping mapping) {
    Set<String> fields = new LinkedHashSet<>();
    for (String key : mapping.key()) {
      fields.addAll(read(mapping.map().getOrDefault(key, new SourceTerm.Column(key))));
    }
    return sent(fields);
  }

  /** Where a delete competes with others, those that tell whether it is one of the entity's. */
  static List<String> ofWhere(EntityMapping mapping) {
    return mapping.where() == null ? List.of() : sent(new LinkedHashSet<>(names(mapping.where())));
  }

  /** Without what every record tells. */
  private static List<String> sent(Set<String> fields) {
    fields.remove(SourceTerm.STREAM);
    fields.remove(SourceTerm.SOURCE);
    return new ArrayList<>(fields);
  }

  private static List<String> read(SourceTerm term) {
    return term instanceof SourceTerm.Column column
        ? List.of(column.name())
        : names(((SourceTerm.Expression) term).sql());
  }

  private static List<String> names(String sql) {
    try {
      return SqlExpression.names(sql);
    } catch (InvalidExpressionException e) {
      throw new IllegalStateException("a valid pipeline has no such expression: " + sql, e);
    }
  }
}

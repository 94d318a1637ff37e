package io.esync.operators.privacy;

import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which fields of a source's stream are personal data, as far as an entity that it feeds tells.
 * What no field of the entity is made of, and what a protected one is computed from, is kept back.
 *
 * @param source id of the source
 */
record ProtectedStream(String source, EntityMapping mapping, EntityProtection entity)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static final ProtectedField KEPT_BACK =
      new ProtectedField(PiiKind.GENERIC, Protection.REDACT, null);

  ProtectedStream {
    Objects.requireNonNull(source, "source");
  }

  boolean feeds(String stream) {
    return mapping.stream() == null
        || mapping.stream().equals(stream)
        || Pattern.matches(mapping.stream(), stream);
  }

  /** What is to be done with field {@code column} of the source; null where nothing is. */
  ProtectedField rule(String column) {
    if (mapping.map().isEmpty()) {
      return entity.fields().get(column);
    }
    ProtectedField found = null;
    boolean shown = false;
    for (Map.Entry<String, SourceTerm> entry : mapping.map().entrySet()) {
      ProtectedField rule = entity.fields().get(entry.getKey());
      if (entry.getValue().equals(new SourceTerm.Column(column))) {
        found = rule == null ? found : rule;
        shown |= rule == null;
      } else if (rule != null && reads(entry.getValue(), column)) {
        return KEPT_BACK;
      }
    }
    return found != null ? found : shown ? null : KEPT_BACK;
  }

  private static boolean reads(SourceTerm term, String column) {
    return term instanceof SourceTerm.Expression expression
        && names(expression.sql()).stream().anyMatch(column::equalsIgnoreCase);
  }

  private static List<String> names(String sql) {
    try {
      return SqlExpression.names(sql);
    } catch (InvalidExpressionException e) {
      throw new IllegalStateException("a valid pipeline has no such expression: " + sql, e);
    }
  }
}

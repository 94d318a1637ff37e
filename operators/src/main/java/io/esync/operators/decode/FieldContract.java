package io.esync.operators.decode;

import io.esync.operators.model.Field;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a field of an entity is declared to be.
 *
 * @param field its name and type
 * @param required whether it is never NULL
 * @param otherwise the value that stands in for NULL, of the field's type; null for none
 * @param checks what its values must be
 * @param onViolation what happens to a value that is not
 */
public record FieldContract(
    Field field,
    boolean required,
    Object otherwise,
    List<ValueCheck> checks,
    OnViolation onViolation)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public FieldContract {
    Objects.requireNonNull(field, "field");
    checks = List.copyOf(checks);
    Objects.requireNonNull(onViolation, "onViolation");
  }

  /** A field of this type, of which no more is asked. */
  public static FieldContract of(Field field) {
    return new FieldContract(field, false, null, List.of(), OnViolation.REJECT);
  }

  /** The same field, never NULL. */
  public FieldContract asRequired() {
    return new FieldContract(field, true, otherwise, checks, onViolation);
  }

  /** Whether more is asked than the type. */
  boolean asksMore() {
    return required || otherwise != null || !checks.isEmpty() || onViolation != OnViolation.REJECT;
  }

  /** What happens to a value that is not as declared. */
  public enum OnViolation {
    /** The record is rejected. */
    REJECT,
    /** The field becomes NULL, and the audit tells. */
    NULL,
    /** The value is taken as it is, and the audit tells; one of another type is rejected. */
    WARN
  }
}

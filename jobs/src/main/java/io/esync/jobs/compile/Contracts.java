package io.esync.jobs.compile;

import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.FieldSpec;
import io.esync.jobs.spec.Literals;
import io.esync.operators.decode.FieldContract;
import io.esync.operators.decode.ValueCheck;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.util.ArrayList;
import java.util.List;

/** The data contracts of the pipeline file, in the terms of the operators. */
final class Contracts {
  private Contracts() {}

  /** What the fields of {@code entity}, which is valid, are declared to be. */
  static List<FieldContract> of(EntitySpec entity) {
    List<FieldContract> fields = new ArrayList<>();
    entity.fields().forEach((name, field) -> fields.add(of(name, field)));
    return fields;
  }

  private static FieldContract of(String name, FieldSpec field) {
    DataType type = field.type();
    List<ValueCheck> checks = new ArrayList<>();
    if (field.pattern() != null) {
      checks.add(new ValueCheck.Matches(field.pattern()));
    }
    if (field.min() != null || field.max() != null) {
      checks.add(new ValueCheck.Within(value(type, field.min()), value(type, field.max())));
    }
    if (!field.values().isEmpty()) {
      checks.add(
          new ValueCheck.OneOf(field.values().stream().map(text -> value(type, text)).toList()));
    }
    return new FieldContract(
        new Field(name, type),
        field.required(),
        value(type, field.otherwise()),
        checks,
        field.onViolation());
  }

  private static Object value(DataType type, String text) {
    return text == null ? null : Literals.value(type, text).orElseThrow();
  }
}

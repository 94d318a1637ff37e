package io.esync.operators.decode;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.NearestName;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mapping can refer to: the fields of the source's rows and, unless a field has that name,
 * {@value SourceTerm#STREAM} and {@value SourceTerm#SOURCE}.
 */
public final class SourceFields {
  private final RowSchema schema;
  private final List<Field> fields;

  private SourceFields(RowSchema schema, List<Field> fields) {
    this.schema = schema;
    this.fields = fields;
  }

  /** What there is in rows of {@code schema}. */
  public static SourceFields of(RowSchema schema) {
    List<Field> fields = new ArrayList<>(schema.fields());
    for (String name : List.of(SourceTerm.STREAM, SourceTerm.SOURCE)) {
      if (schema.indexOf(name) < 0) {
        fields.add(new Field(name, DataType.STRING));
      }
    }
    return new SourceFields(schema, List.copyOf(fields));
  }

  /** The fields, those of the rows first. */
  public List<Field> fields() {
    return fields;
  }

  /** The position of {@code name}, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** A hint for one who wrote {@code name}, which is not there. */
  public String hint(String name) {
    return NearestName.hint(name, schema.fields().stream().map(Field::name).toList());
  }

  Object value(int index, Row row, Origin origin) {
    if (index < schema.size()) {
      return row.get(index);
    }
    return fields.get(index).name().equals(SourceTerm.STREAM) ? origin.stream() : origin.source();
  }
}

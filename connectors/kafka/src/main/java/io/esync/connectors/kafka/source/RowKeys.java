package io.esync.connectors.kafka.source;

import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Identifies rows by the keys of their messages. Not for several threads. */
final class RowKeys {
  private final Map<List<Object>, RowSchema> schemas = new HashMap<>();

  /**
   * The row of {@code value}, identified by {@code names}; where these are none, by the fields of
   * the message's key; where there is none either, as it is. What of the key is not in the value is
   * taken from the message's key.
   *
   * @throws IllegalArgumentException if a field of the key is missing
   */
  Row identified(Row value, Row key, List<String> names) {
    List<String> wanted = names.isEmpty() && key != null ? key.schema().key() : names;
    if (wanted.isEmpty()) {
      return value;
    }
    RowSchema keySchema = key == null ? null : key.schema();
    RowSchema schema =
        schemas.computeIfAbsent(
            Arrays.asList(value.schema(), keySchema, wanted),
            parts -> schema(value.schema(), keySchema, wanted));
    Object[] values = Arrays.copyOf(value.toArray(), schema.size());
    for (int i = 0; i < wanted.size(); i++) {
      int index = schema.keyIndex(i);
      boolean missing = index >= value.schema().size() || values[index] == Row.ABSENT;
      if (missing && key != null) {
        values[index] = key.get(wanted.get(i));
      }
      if (values[index] == null || values[index] == Row.ABSENT) {
        throw new IllegalArgumentException("key field '" + wanted.get(i) + "' is missing");
      }
    }
    return Row.of(schema, values);
  }

  private static RowSchema schema(RowSchema value, RowSchema key, List<String> names) {
    List<Field> fields = new ArrayList<>(value.fields());
    for (String name : names) {
      if (value.indexOf(name) < 0 && key != null && key.indexOf(name) >= 0) {
        fields.add(key.field(key.indexOf(name)));
      }
    }
    return RowSchema.of(fields, names);
  }
}

package io.esync.connectors.spi.json;

import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes rows as objects of JSON that a source reads, as it declares them. */
public final class DeclaredRows {
  private DeclaredRows() {}

  /**
   * The fields of {@code row} that have a value.
   *
   * @param declared what the source expects; text that is JSON may be declared as JSON
   * @throws StoreException if a field is not declared, or as another type
   */
  public static String text(RowSchema declared, Row row) throws StoreException {
    List<Field> fields = new ArrayList<>();
    Object[] values = new Object[row.schema().size()];
    for (int i = 0; i < values.length; i++) {
      Field field = row.schema().field(i);
      if (row.get(i) != null && !row.isAbsent(i)) {
        int index = declared.indexOf(field.name());
        if (index < 0 || !takes(declared.field(index), field)) {
          throw new StoreException(
              "the stream must declare field '"
                  + field.name()
                  + "' as "
                  + field.type()
                  + "; see 'streams' of the source");
        }
        values[fields.size()] = row.get(i);
        fields.add(declared.field(index));
      }
    }
    RowSchema schema = RowSchema.of(fields, row.schema().key());
    return RowJson.text(Row.of(schema, Arrays.copyOf(values, fields.size())));
  }

  private static boolean takes(Field declared, Field field) {
    return declared.type().equals(field.type())
        || (declared.type().kind() == TypeKind.JSON && field.type().kind() == TypeKind.STRING);
  }
}

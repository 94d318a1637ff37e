package io.esync.connectors.cdc.postgres;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.connectors.spi.postgres.TextParser;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the texts of one table's columns into rows. Compiled once for each version of the table.
 */
final class RowReader {
  /** Stands in a tuple for a TOASTed value that an update did not touch; compared by identity. */
  @SuppressWarnings("StringConstructor") // an identity of its own
  static final String UNCHANGED = new String("unchanged");

  private final TableSchema table;
  private final RowSchema schema;
  private final TextParser[] parsers;

  RowReader(TableSchema table, ColumnTypes types) {
    this.table = table;
    int size = table.columns().size();
    this.parsers = new TextParser[size];
    List<Field> fields = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      TableSchema.Column column = table.columns().get(i);
      TypedParser typed = types.of(column.type(), column.modifier());
      parsers[i] = typed.parser();
      fields.add(new Field(column.name(), typed.type()));
    }
    this.schema =
        RowSchema.of(
            fields,
            table.columns().stream()
                .filter(TableSchema.Column::key)
                .map(TableSchema.Column::name)
                .toList());
  }

  /** Whether {@code text} stands for a TOASTed value that an update did not touch. */
  @SuppressWarnings("ReferenceEquality") // a text of the same letters is a value
  static boolean isUnchanged(String text) {
    return text == UNCHANGED;
  }

  TableSchema table() {
    return table;
  }

  /** The row of a full tuple. */
  Row row(String[] tuple) throws UnreadableRow {
    Object[] values = new Object[parsers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(tuple, i);
    }
    return Row.of(schema, values);
  }

  /**
   * The row as it was, with all that can be read of it: what identifies the row must be readable,
   * other columns are absent where they are not.
   */
  Row before(String[] tuple) throws UnreadableRow {
    Object[] values = new Object[parsers.length];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = value(tuple, i);
      } catch (UnreadableRow e) {
        if (table.columns().get(i).key()) {
          throw e;
        }
        values[i] = Row.ABSENT;
      }
    }
    return Row.of(schema, values);
  }

  /** The row of a tuple that holds the key columns alone; the others are absent. */
  Row keyOnly(String[] tuple) throws UnreadableRow {
    Object[] values = new Object[parsers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.columns().get(i).key() ? value(tuple, i) : Row.ABSENT;
    }
    return Row.of(schema, values);
  }

  private Object value(String[] tuple, int index) throws UnreadableRow {
    String text = tuple[index];
    if (text == null) {
      return null;
    }
    if (isUnchanged(text)) {
      return Row.ABSENT;
    }
    try {
      return parsers[index].parse(text);
    } catch (UnrepresentableValue e) {
      throw new UnreadableRow(table, index, schema.field(index).type(), e.getMessage());
    } catch (RuntimeException e) {
      throw new UnreadableRow(table, index, schema.field(index).type(), "an unknown form of value");
    }
  }
}

package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The columns beside the fields in a table of changes: {@code _op} ({@code upsert} or {@code
 * delete}), {@code _source}, {@code _version}, {@code _timestamp} (NULL where unknown) and {@code
 * _absent}, the fields that are NULL because the change did not carry them.
 *
 * <p>A field of the entity that is itself called so, with one or more underscores, gets one more.
 */
final class ChangeColumns {
  static final List<Field> ADDED =
      List.of(
          new Field("_op", DataType.STRING),
          new Field("_source", DataType.STRING),
          new Field("_version", DataType.STRING),
          new Field("_timestamp", DataType.TIMESTAMPTZ),
          new Field("_absent", DataType.arrayOf(DataType.STRING)));

  private static final Pattern RESERVED = Pattern.compile("_+(op|source|version|timestamp|absent)");

  private ChangeColumns() {}

  /** The name of the column of {@code field}. */
  static String columnName(Mode mode, Field field) {
    return mode == Mode.APPEND && RESERVED.matcher(field.name()).matches()
        ? "_" + field.name()
        : field.name();
  }

  /** The value of an added column. */
  static Object value(String column, ChangeRecord change) {
    return switch (column) {
      case "_op" -> change.op() == ChangeOp.DELETE ? "delete" : "upsert";
      case "_source" -> change.origin().source();
      case "_version" -> change.origin().version().toString();
      case "_timestamp" -> change.origin().instant();
      case "_absent" -> absent(change);
      default -> throw new IllegalArgumentException("no such column: " + column);
    };
  }

  private static List<String> absent(ChangeRecord change) {
    if (change.op() == ChangeOp.DELETE) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < change.row().schema().size(); i++) {
      if (change.row().isAbsent(i)) {
        names.add(change.row().schema().field(i).name());
      }
    }
    return names.isEmpty() ? null : names;
  }
}

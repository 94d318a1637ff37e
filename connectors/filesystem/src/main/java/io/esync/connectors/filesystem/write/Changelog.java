package io.esync.connectors.filesystem.write;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns that tell of a change: {@code _op} ({@code upsert} or {@code delete}), where it comes
 * from ({@code _source}, {@code _version} and {@code _timestamp}, NULL where unknown), and {@code
 * _sequence}, by which the last change of a key is told from those before it. A field of the entity
 * that is itself called so, with one or more underscores, gets one more.
 */
final class Changelog {
  static final List<Field> COLUMNS =
      List.of(
          new Field("_op", DataType.STRING),
          new Field("_source", DataType.STRING),
          new Field("_version", DataType.STRING),
          new Field("_timestamp", DataType.TIMESTAMPTZ),
          new Field("_sequence", DataType.BIGINT));

  /** Names of the columns that a writer may add for fields that a change does not carry. */
  static final String ABSENT = "_absent";

  private static final Set<String> NAMES =
      COLUMNS.stream().map(column -> column.name().substring(1)).collect(Collectors.toSet());
  private static final Pattern RESERVED =
      Pattern.compile("_+(" + String.join("|", NAMES) + "|absent)");

  private Changelog() {}

  /** The column of a field of the entity. */
  static String column(String field) {
    return RESERVED.matcher(field).matches() ? "_" + field : field;
  }

  /** Values of {@link #COLUMNS}. */
  static Object[] values(ChangeRecord change, long sequence) {
    Origin origin = change.origin();
    return new Object[] {
      op(change), origin.source(), origin.version().toString(), origin.instant(), sequence
    };
  }

  static String op(ChangeRecord change) {
    return change.op() == ChangeOp.DELETE ? "delete" : "upsert";
  }
}

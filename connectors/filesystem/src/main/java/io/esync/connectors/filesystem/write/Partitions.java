package io.esync.connectors.filesystem.write;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.expression.EvaluationException;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folders below that of an entity, as Hive names them: {@code /day=2026-01-01/country=DE}. */
final class Partitions implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String UNKNOWN = "__HIVE_DEFAULT_PARTITION__";
  private static final List<Field> CHANGE =
      List.of(
          new Field("_op", DataType.STRING),
          new Field("_source", DataType.STRING),
          new Field("_timestamp", DataType.TIMESTAMPTZ));

  private final LinkedHashMap<String, String> expressions;

  private transient Map<RowSchema, Map<String, SqlExpression>> compiled;

  /**
   * @param expressions by the names of the partitions, in the order of the folders
   */
  Partitions(Map<String, String> expressions) {
    this.expressions = new LinkedHashMap<>(expressions);
  }

  /**
   * Compiles the expressions.
   *
   * @param declared fields of the entity; where there are none, the rows tell them and nothing is
   *     checked
   * @throws IllegalArgumentException that names the partition
   */
  void check(List<Field> declared) {
    if (!declared.isEmpty()) {
      expressions.forEach((name, sql) -> compile(name, sql, columns(declared)));
    }
  }

  /** The folders, with a slash before each; empty if there is none. */
  String folder(ChangeRecord change) throws TargetException {
    if (expressions.isEmpty()) {
      return "";
    }
    if (compiled == null) {
      compiled = new HashMap<>();
    }
    Row row = change.row();
    Object[] values = values(change);
    StringBuilder path = new StringBuilder();
    for (Map.Entry<String, SqlExpression> part : expressions(row.schema()).entrySet()) {
      path.append('/').append(part.getKey()).append('=').append(value(part, values));
    }
    return path.toString();
  }

  private static Object[] values(ChangeRecord change) {
    Row row = change.row();
    int size = row.schema().size();
    Object[] values = new Object[size + CHANGE.size()];
    for (int i = 0; i < size; i++) {
      values[i] = row.isAbsent(i) ? null : row.get(i);
    }
    values[size] = Changelog.op(change);
    values[size + 1] = change.origin().source();
    values[size + 2] = change.origin().instant();
    return values;
  }

  private static String value(Map.Entry<String, SqlExpression> part, Object[] values)
      throws TargetException {
    if (part.getValue() == null) {
      return UNKNOWN;
    }
    try {
      Object value = part.getValue().evaluate(values);
      return value == null ? UNKNOWN : name(value);
    } catch (EvaluationException e) {
      throw new TargetException(
          TargetException.Kind.REFUSED,
          "partition '" + part.getKey() + "': " + e.getMessage(),
          "",
          e);
    }
  }

  /** With null for a partition whose fields the rows do not have: those of deletes. */
  private Map<String, SqlExpression> expressions(RowSchema schema) throws TargetException {
    Map<String, SqlExpression> known = compiled.get(schema);
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Map.Entry<String, String> part : expressions.entrySet()) {
        known.put(part.getKey(), compile(part, schema));
      }
      compiled.put(schema, known);
    }
    return known;
  }

  private static SqlExpression compile(Map.Entry<String, String> part, RowSchema schema)
      throws TargetException {
    try {
      return compile(part.getKey(), part.getValue(), columns(schema.fields()));
    } catch (IllegalArgumentException e) {
      if (schema.keySize() == schema.size()) {
        return null;
      }
      throw new TargetException(TargetException.Kind.REFUSED, e.getMessage(), "", e);
    }
  }

  private static SqlExpression compile(String name, String sql, List<Field> columns) {
    try {
      return SqlExpression.compile(sql, columns, null);
    } catch (InvalidExpressionException e) {
      throw new IllegalArgumentException("partition_by: " + name + ": " + e.getMessage(), e);
    }
  }

  private static List<Field> columns(List<Field> fields) {
    List<Field> columns = new ArrayList<>(fields);
    columns.addAll(CHANGE);
    return columns;
  }

  /** Escapes what a folder's name must not have, as Hive does. */
  private static String name(Object value) {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c > ' ' && c < 0x7F && "\"#%'*/:=?\\{}[]^".indexOf(c) < 0;
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return name.toString();
  }
}

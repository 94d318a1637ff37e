package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import java.util.Set;

/** Our types in PostgreSQL, by the names that {@code format_type} gives. */
final class PostgresTypes {
  private static final int MAX_PRECISION = 1000;
  private static final Set<String> TEXT = Set.of("text", "character varying", "bpchar", "citext");

  /** Types that read other forms of a value from text than the one they write. */
  private static final Set<String> NOT_FROM_TEXT =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "real",
          "double precision",
          "money",
          "boolean",
          "bytea",
          "date",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone",
          "interval",
          "name",
          "\"char\"");

  private PostgresTypes() {}

  /** The type of a new column; also the form in which values travel, see {@link #wire}. */
  static String columnType(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> "boolean";
      case INT -> "integer";
      case BIGINT -> "bigint";
      case DECIMAL ->
          type.precision() == 0 || type.precision() > MAX_PRECISION
              ? "numeric"
              : "numeric(" + type.precision() + "," + type.scale() + ")";
      case FLOAT -> "real";
      case DOUBLE -> "double precision";
      case STRING -> "text";
      case BYTES -> "bytea";
      case DATE -> "date";
      case TIME -> "time without time zone";
      case TIMESTAMP -> "timestamp without time zone";
      case TIMESTAMPTZ -> "timestamp with time zone";
      case UUID -> "uuid";
      case JSON -> "json";
      case ARRAY -> columnType(innermost(type)) + "[]";
    };
  }

  /**
   * The type as which values travel to the server, before they are cast to the column's. Arrays and
   * json travel as text: unnest would take an array apart, and a json column may be jsonb.
   */
  static String wire(DataType type) {
    return switch (type.kind()) {
      case ARRAY, JSON -> "text";
      case DECIMAL -> "numeric";
      default -> columnType(type);
    };
  }

  /** Whether a column of type {@code base} keeps values of {@code type} as they are. */
  static boolean holds(String base, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> base.equals("boolean");
      case INT ->
          Set.of("smallint", "integer", "bigint", "numeric", "double precision").contains(base);
      case BIGINT -> Set.of("smallint", "integer", "bigint", "numeric").contains(base);
      case DECIMAL -> Set.of("numeric", "smallint", "integer", "bigint").contains(base);
      case FLOAT -> base.equals("real") || base.equals("double precision");
      case DOUBLE -> base.equals("double precision");
      case STRING -> !NOT_FROM_TEXT.contains(base) && !base.endsWith("[]");
      case BYTES -> base.equals("bytea");
      case DATE -> base.equals("date");
      case TIME -> base.equals("time without time zone");
      case TIMESTAMP -> base.equals("timestamp without time zone");
      case TIMESTAMPTZ -> base.equals("timestamp with time zone");
      case UUID -> base.equals("uuid") || TEXT.contains(base);
      case JSON -> base.equals("json") || base.equals("jsonb") || base.equals("text");
      case ARRAY ->
          base.endsWith("[]") && holds(base.substring(0, base.length() - 2), innermost(type));
    };
  }

  /** PostgreSQL knows no arrays of arrays, only arrays of several dimensions. */
  private static DataType innermost(DataType type) {
    return type.kind() == TypeKind.ARRAY ? innermost(type.element()) : type;
  }
}

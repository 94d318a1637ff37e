package io.esync.connectors.jdbc;

import io.esync.operators.model.DataType;
import java.util.Set;

/** Our types in MySQL and MariaDB, by the names of information_schema. */
final class MySqlTypes {
  static final int MAX_PRECISION = 65;
  static final int MAX_SCALE = 30;
  private static final int MAX_FRACTION = 6;

  private static final Set<String> INTEGERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

  private MySqlTypes() {}

  /**
   * The type of a new column. An index needs a length, so text in a key has at most 255 characters;
   * it compares by characters alone, since different keys must not be equal. A timestamptz is the
   * time in UTC: MySQL's own TIMESTAMP ends in 2038. A float is a double, because MySQL shows only
   * six digits of its own float.
   */
  static String columnType(DataType type, boolean key) {
    return switch (type.kind()) {
      case BOOLEAN -> "boolean";
      case INT -> "int";
      case BIGINT -> "bigint";
      case DECIMAL -> decimal(type);
      case FLOAT, DOUBLE -> "double";
      case STRING ->
          key
              ? "varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
              : "longtext CHARACTER SET utf8mb4";
      case BYTES -> key ? "varbinary(255)" : "longblob";
      case DATE -> "date";
      case TIME -> "time(6)";
      case TIMESTAMP, TIMESTAMPTZ -> "datetime(6)";
      case UUID -> "char(36) CHARACTER SET ascii COLLATE ascii_bin";
      case JSON, ARRAY -> "json";
    };
  }

  private static String decimal(DataType type) {
    return type.precision() == 0
            || type.precision() > MAX_PRECISION
            || type.scale() < 0
            || type.scale() > MAX_SCALE
        ? "decimal(" + MAX_PRECISION + "," + MAX_SCALE + ")"
        : "decimal(" + type.precision() + "," + type.scale() + ")";
  }

  /** Whether a column of type {@code base} keeps values of {@code type} as they are. */
  static boolean holds(String base, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> base.equals("tinyint") || base.equals("bit");
      case INT -> INTEGERS.contains(base) || base.equals("decimal") || base.equals("double");
      case BIGINT, DECIMAL -> INTEGERS.contains(base) || base.equals("decimal");
      case FLOAT -> base.equals("float") || base.equals("double");
      case DOUBLE -> base.equals("double");
      case STRING -> TEXTS.contains(base) || base.equals("enum");
      case BYTES -> base.equals("varbinary") || base.endsWith("blob");
      case DATE -> base.equals("date");
      case TIME -> base.equals("time");
      case TIMESTAMP -> base.equals("datetime");
      case TIMESTAMPTZ -> base.equals("timestamp") || base.equals("datetime");
      case UUID -> TEXTS.contains(base) || base.equals("uuid");
      case JSON, ARRAY -> base.equals("json") || base.endsWith("text");
    };
  }

  /** Most digits after the point that a column keeps, -1 where that is no question. */
  static int scale(String base, int numericScale, int fraction) {
    if (base.equals("decimal") || INTEGERS.contains(base)) {
      return numericScale;
    }
    return switch (base) {
      case "time", "datetime", "timestamp" -> Math.min(fraction, MAX_FRACTION);
      default -> -1;
    };
  }

  /** Most characters that a column keeps, -1 where the server itself refuses more. */
  static int length(String base, int characters) {
    return base.equals("char") || base.equals("varchar") ? characters : -1;
  }
}

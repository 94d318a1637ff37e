package io.esync.connectors.cdc.mysql;

/**
 * The type of a column as a table map tells it.
 *
 * @param code by the number that the protocol gives it; enum, set and char by their own, though the
 *     log says they are all char
 * @param meta what is to know of it, its meaning depending on the type
 */
record LogType(int code, int meta) {
  static final int TINY = 1;
  static final int SHORT = 2;
  static final int LONG = 3;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int TIMESTAMP = 7;
  static final int LONGLONG = 8;
  static final int INT24 = 9;
  static final int DATE = 10;
  static final int TIME = 11;
  static final int DATETIME = 12;
  static final int YEAR = 13;
  static final int VARCHAR = 15;
  static final int BIT = 16;
  static final int TIMESTAMP2 = 17;
  static final int DATETIME2 = 18;
  static final int TIME2 = 19;
  static final int BLOB_COMPRESSED = 140;
  static final int VARCHAR_COMPRESSED = 141;
  static final int VECTOR = 242;
  static final int JSON = 245;
  static final int NEWDECIMAL = 246;
  static final int ENUM = 247;
  static final int SET = 248;
  static final int BLOB = 252;
  static final int VAR_STRING = 253;
  static final int STRING = 254;
  static final int GEOMETRY = 255;

  private static final int LONG_CHAR = 0x30;

  /** Reads the metadata of one column. */
  static LogType read(int code, LogBuffer meta) {
    return switch (code) {
      case FLOAT,
          DOUBLE,
          BLOB,
          GEOMETRY,
          JSON,
          VECTOR,
          BLOB_COMPRESSED,
          TIMESTAMP2,
          DATETIME2,
          TIME2 ->
          new LogType(code, meta.u8());
      case VARCHAR, VAR_STRING, VARCHAR_COMPRESSED, BIT -> new LogType(code, (int) meta.number(2));
      case NEWDECIMAL -> new LogType(code, (int) meta.bigEndian(2));
      case ENUM, SET, STRING -> string(meta.u8(), meta.u8());
      default -> new LogType(code, 0);
    };
  }

  /** Two bits of a long char's length stand, inverted, among the bits of its type. */
  private static LogType string(int type, int length) {
    if ((type & LONG_CHAR) != LONG_CHAR) {
      return new LogType(type | LONG_CHAR, length | (((type & LONG_CHAR) ^ LONG_CHAR) << 4));
    }
    return new LogType(type, length);
  }

  /** Whether the log tells the sign of such a column; MariaDB tells that of a year as well. */
  boolean hasSign(boolean mariaDb) {
    return switch (code) {
      case TINY, SHORT, INT24, LONG, LONGLONG, NEWDECIMAL, FLOAT, DOUBLE -> true;
      case YEAR -> mariaDb;
      default -> false;
    };
  }

  /** Whether the log tells the character set of such a column; MariaDB's of a geometry as well. */
  boolean hasCharset(boolean mariaDb) {
    return switch (code) {
      case STRING, VAR_STRING, VARCHAR, BLOB, VARCHAR_COMPRESSED, BLOB_COMPRESSED -> true;
      case GEOMETRY -> mariaDb;
      default -> false;
    };
  }

  boolean hasLabels() {
    return code == ENUM || code == SET;
  }

  /** The type's name as the catalogue writes it. */
  String base(boolean binary) {
    return switch (code) {
      case TINY -> "tinyint";
      case SHORT -> "smallint";
      case INT24 -> "mediumint";
      case LONG -> "int";
      case LONGLONG -> "bigint";
      case FLOAT -> "float";
      case DOUBLE -> "double";
      case NEWDECIMAL -> "decimal";
      case DATE -> "date";
      case TIME, TIME2 -> "time";
      case DATETIME, DATETIME2 -> "datetime";
      case TIMESTAMP, TIMESTAMP2 -> "timestamp";
      case YEAR -> "year";
      case BIT -> "bit";
      case ENUM -> "enum";
      case SET -> "set";
      case JSON -> "json";
      case GEOMETRY -> "geometry";
      case VECTOR -> "vector";
      case STRING -> binary ? "binary" : "char";
      case VARCHAR, VAR_STRING -> binary ? "varbinary" : "varchar";
      case BLOB -> binary ? "blob" : "text";
      default -> "type " + code;
    };
  }

  int precision() {
    return code == NEWDECIMAL ? meta >> Byte.SIZE : 0;
  }

  int scale() {
    return code == NEWDECIMAL ? meta & 0xFF : 0;
  }

  /** In bits for a bit, in bytes for a char. */
  int length() {
    return switch (code) {
      case BIT -> (meta >> Byte.SIZE) * Byte.SIZE + (meta & 0xFF);
      case STRING -> meta;
      default -> 0;
    };
  }
}

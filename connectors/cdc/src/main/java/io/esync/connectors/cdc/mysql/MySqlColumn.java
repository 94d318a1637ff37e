package io.esync.connectors.cdc.mysql;

import java.util.List;

/**
 * A column, as the catalogue or as the log tells it.
 *
 * @param base the type's name without length and signedness, as in {@code DATA_TYPE}
 * @param bool whether it was declared as {@code tinyint(1)}
 * @param precision of a decimal, in digits
 * @param scale of a decimal, in digits
 * @param length of a {@code binary} in bytes, of a {@code bit} in bits
 * @param charset of text, enum and set; null for other types
 * @param labels of an enum or set where the log told them, else empty
 * @param key whether it is part of the primary key
 */
record MySqlColumn(
    String name,
    String base,
    boolean unsigned,
    boolean bool,
    int precision,
    int scale,
    int length,
    String charset,
    List<String> labels,
    boolean key) {

  /** The column as the log tells it, where the catalogue knows more of the same type. */
  MySqlColumn refined(MySqlColumn known) {
    return switch (base) {
      case "tinyint" ->
          known.bool && known.base.equals(base) && !unsigned ? as(base, true, charset) : this;
      case "longtext", "text" -> known.base.equals("json") ? as("json", false, charset) : this;
      case "binary" ->
          switch (known.base) {
            case "uuid", "inet6", "inet4" -> as(known.base, false, charset);
            default -> this;
          };
      default -> this;
    };
  }

  private MySqlColumn as(String otherBase, boolean otherBool, String otherCharset) {
    return new MySqlColumn(
        name, otherBase, unsigned, otherBool, precision, scale, length, otherCharset, labels, key);
  }
}

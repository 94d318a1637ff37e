package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of MySQL or MariaDB, read by the driver. A {@code tinyint(1)} is a boolean, a {@code
 * timestamp} an instant, a {@code datetime} has no zone. What the driver cannot turn into our type,
 * such as a zero date, is refused.
 */
record MySqlColumn(DataType type, boolean binary, Getter getter) implements ColumnReader {
  private static final Set<String> NUMBERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year");
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),(\\d+)\\).*");

  /** Reads a value that is not NULL. */
  @FunctionalInterface
  interface Getter {
    Object get(ResultSet result, int index) throws SQLException, UnrepresentableValue;
  }

  /** Whether the values are exact numbers. */
  static boolean isNumber(Column column) {
    return NUMBERS.contains(column.base());
  }

  static MySqlColumn of(Column column) {
    String type = column.type().toLowerCase(Locale.ROOT);
    boolean unsigned = type.contains("unsigned");
    return switch (column.base()) {
      case "tinyint" ->
          type.equals("tinyint(1)")
              ? text(DataType.BOOLEAN, MySqlColumn::bool)
              : text(DataType.INT, ResultSet::getInt);
      case "smallint", "mediumint", "year" -> text(DataType.INT, ResultSet::getInt);
      case "int" ->
          unsigned
              ? text(DataType.BIGINT, ResultSet::getLong)
              : text(DataType.INT, ResultSet::getInt);
      case "bigint" ->
          unsigned
              ? text(DataType.decimal(20, 0), ResultSet::getBigDecimal)
              : text(DataType.BIGINT, ResultSet::getLong);
      case "decimal" -> text(decimal(type), ResultSet::getBigDecimal);
      case "float" -> text(DataType.FLOAT, (result, index) -> (float) result.getDouble(index));
      case "double" -> text(DataType.DOUBLE, ResultSet::getDouble);
      case "date" -> text(DataType.DATE, (r, index) -> r.getObject(index, LocalDate.class));
      case "time" -> text(DataType.TIME, MySqlColumn::time);
      case "datetime" ->
          text(DataType.TIMESTAMP, (r, index) -> r.getObject(index, LocalDateTime.class));
      case "timestamp" ->
          text(
              DataType.TIMESTAMPTZ,
              (r, index) -> r.getObject(index, LocalDateTime.class).toInstant(ZoneOffset.UTC));
      case "json" -> text(DataType.JSON, ResultSet::getString);
      case "bit" ->
          type.equals("bit(1)")
              ? new MySqlColumn(DataType.BOOLEAN, true, (r, index) -> r.getBytes(index)[0] != 0)
              : new MySqlColumn(DataType.BYTES, true, ResultSet::getBytes);
      case "char",
          "varchar",
          "tinytext",
          "text",
          "mediumtext",
          "longtext",
          "enum",
          "set",
          "uuid",
          "inet4",
          "inet6" ->
          text(DataType.STRING, ResultSet::getString);
      default -> new MySqlColumn(DataType.BYTES, true, ResultSet::getBytes);
    };
  }

  private static MySqlColumn text(DataType type, Getter getter) {
    return new MySqlColumn(type, false, getter);
  }

  private static DataType decimal(String type) {
    Matcher matcher = DECIMAL.matcher(type);
    return matcher.matches()
        ? DataType.decimal(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : DataType.DECIMAL;
  }

  private static Object bool(ResultSet result, int index)
      throws SQLException, UnrepresentableValue {
    int value = new BigDecimal(string(result, index)).intValueExact();
    if (value != 0 && value != 1) {
      throw new UnrepresentableValue("the number " + value);
    }
    return value == 1;
  }

  private static Object time(ResultSet result, int index)
      throws SQLException, UnrepresentableValue {
    String text = string(result, index);
    if (text.startsWith("-") || text.length() < 8 || text.compareTo("24") >= 0) {
      throw new UnrepresentableValue("a time that is none of a day");
    }
    return LocalTime.parse(text);
  }

  @Override
  public Object value(ResultSet result, int index) throws SQLException, UnrepresentableValue {
    if (result.getBytes(index) == null) {
      return null;
    }
    try {
      return getter.get(result, index);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof SQLException failure && SqlStates.isLost(failure)) {
        throw failure;
      }
      throw new UnrepresentableValue("an unknown form of value");
    }
  }

  @Override
  public String text(ResultSet result, int index) throws SQLException {
    byte[] bytes = result.getBytes(index);
    if (bytes == null) {
      return null;
    }
    return binary ? HexFormat.of().formatHex(bytes) : string(result, index);
  }

  /** The server's own text: the driver's getString fails on a zero date. */
  private static String string(ResultSet result, int index) throws SQLException {
    return new String(result.getBytes(index), UTF_8);
  }
}

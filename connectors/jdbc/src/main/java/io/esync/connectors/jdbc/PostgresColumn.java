package io.esync.connectors.jdbc;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.connectors.spi.postgres.ArrayText;
import io.esync.connectors.spi.postgres.ScalarText;
import io.esync.connectors.spi.postgres.TextParser;
import io.esync.connectors.spi.postgres.TimeText;
import io.esync.operators.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of PostgreSQL whose text one parser reads. Types without a counterpart of their own are
 * strings in the form that the server itself writes and reads back, as in {@code postgres-cdc}.
 */
record PostgresColumn(DataType type, TextParser parser) implements ColumnReader {
  private static final String ARRAY = "[]";
  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\).*");

  static PostgresColumn of(Column column) {
    String base = column.base();
    if (!base.endsWith(ARRAY)) {
      return of(base, column.type());
    }
    String element = base.substring(0, base.length() - ARRAY.length());
    if (element.equals("box")) { // its delimiter is another one
      return of(base, column.type());
    }
    PostgresColumn elements = of(element, column.type());
    return new PostgresColumn(
        DataType.arrayOf(elements.type()), new ArrayText(elements.parser(), ','));
  }

  private static PostgresColumn of(String base, String type) {
    return switch (base) {
      case "boolean" -> new PostgresColumn(DataType.BOOLEAN, "t"::equals);
      case "smallint", "integer" -> new PostgresColumn(DataType.INT, Integer::valueOf);
      case "bigint", "oid" -> new PostgresColumn(DataType.BIGINT, Long::valueOf);
      case "real" -> new PostgresColumn(DataType.FLOAT, Float::valueOf);
      case "double precision" -> new PostgresColumn(DataType.DOUBLE, Double::valueOf);
      case "numeric" -> new PostgresColumn(numeric(type), ScalarText::decimal);
      case "bytea" -> new PostgresColumn(DataType.BYTES, ScalarText::bytes);
      case "date" -> new PostgresColumn(DataType.DATE, TimeText::date);
      case "time without time zone" -> new PostgresColumn(DataType.TIME, TimeText::time);
      case "timestamp without time zone" ->
          new PostgresColumn(DataType.TIMESTAMP, TimeText::timestamp);
      case "timestamp with time zone" ->
          new PostgresColumn(DataType.TIMESTAMPTZ, TimeText::instant);
      case "uuid" -> new PostgresColumn(DataType.UUID, UUID::fromString);
      case "json", "jsonb" -> new PostgresColumn(DataType.JSON, text -> text);
      default -> new PostgresColumn(DataType.STRING, text -> text);
    };
  }

  private static DataType numeric(String type) {
    Matcher matcher = NUMERIC.matcher(type);
    if (!matcher.matches()) {
      return DataType.DECIMAL;
    }
    int precision = Integer.parseInt(matcher.group(1));
    int scale = Integer.parseInt(matcher.group(2));
    return scale > precision ? DataType.DECIMAL : DataType.decimal(precision, scale);
  }

  @Override
  public Object value(ResultSet result, int index) throws SQLException, UnrepresentableValue {
    String text = result.getString(index);
    try {
      return text == null ? null : parser.parse(text);
    } catch (RuntimeException e) {
      throw new UnrepresentableValue("an unknown form of value");
    }
  }

  @Override
  public String text(ResultSet result, int index) throws SQLException {
    return result.getString(index);
  }
}

package io.esync.connectors.cdc.mysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.cdc.mysql.ValueReader.Conversion;
import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.DataType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

/** Chooses how the values of a column are read: in the same way from a table and from the log. */
final class ValueReaders {
  private static final int UUID_BYTES = 16;
  private final Charsets charsets;

  ValueReaders(Charsets charsets) {
    this.charsets = charsets;
  }

  /**
   * The reader of a column.
   *
   * @param logged the type that the log tells; null where the values are a query's
   */
  ValueReader of(MySqlColumn column, LogType logged) {
    return switch (column.base()) {
      case "tinyint" ->
          column.bool()
              ? shown(DataType.BOOLEAN, ValueReaders::bool)
              : shown(DataType.INT, raw -> (int) integer(raw));
      case "smallint", "mediumint", "year" -> shown(DataType.INT, raw -> (int) integer(raw));
      case "int" ->
          column.unsigned()
              ? shown(DataType.BIGINT, ValueReaders::integer)
              : shown(DataType.INT, raw -> (int) integer(raw));
      case "bigint" ->
          column.unsigned()
              ? shown(DataType.decimal(20, 0), raw -> new BigDecimal(string(raw)))
              : shown(DataType.BIGINT, ValueReaders::integer);
      case "decimal" -> decimal(column);
      case "float" -> shown(DataType.FLOAT, r -> r instanceof Float ? r : (Object) (float) real(r));
      case "double" -> shown(DataType.DOUBLE, ValueReaders::real);
      case "date" -> shown(DataType.DATE, raw -> TimeValues.date(string(raw)));
      case "time" -> shown(DataType.TIME, raw -> TimeValues.time(string(raw)));
      case "datetime" -> shown(DataType.TIMESTAMP, raw -> TimeValues.datetime(string(raw)));
      case "timestamp" -> shown(DataType.TIMESTAMPTZ, raw -> TimeValues.timestamp(string(raw)));
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> text(column);
      case "enum", "set" -> labelled(column);
      case "json" -> json(column, logged);
      case "bit" ->
          column.length() == 1
              ? binary(DataType.BOOLEAN, raw -> ((byte[]) raw)[0] != 0)
              : binary(DataType.BYTES, raw -> raw);
      case "binary" -> binary(DataType.BYTES, raw -> Arrays.copyOf((byte[]) raw, column.length()));
      case "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" ->
          binary(DataType.BYTES, raw -> raw);
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection" ->
          binary(DataType.BYTES, raw -> raw);
      case "uuid" ->
          both(DataType.UUID, raw -> logged == null ? UUID.fromString(string(raw)) : uuid(raw));
      case "inet6", "inet4" ->
          both(
              DataType.STRING,
              raw -> logged == null ? string(raw) : Addresses.text(column.base(), (byte[]) raw));
      default ->
          binary(
              DataType.BYTES,
              raw -> {
                throw new UnrepresentableValue("a value of the type " + column.base());
              });
    };
  }

  private static ValueReader shown(DataType type, Conversion value) {
    return new ValueReader(type, value, ValueReaders::string, ValueReaders::plain);
  }

  private static ValueReader both(DataType type, Conversion value) {
    return new ValueReader(
        type,
        value,
        raw -> String.valueOf(value.apply(raw)),
        written -> {
          byte[] text = plain(written);
          if (type.equals(DataType.STRING) && !value.apply(text).equals(new String(text, UTF_8))) {
            throw new UnrepresentableValue("text in another character set");
          }
          return text;
        });
  }

  private static ValueReader binary(DataType type, Conversion value) {
    return new ValueReader(
        type,
        value,
        raw -> "0x" + HexFormat.of().formatHex((byte[]) raw),
        written -> {
          throw new UnrepresentableValue("bytes");
        });
  }

  private static byte[] plain(Object written) {
    String text =
        written instanceof BigDecimal number ? number.toPlainString() : written.toString();
    return text.getBytes(UTF_8);
  }

  private static ValueReader decimal(MySqlColumn column) {
    return shown(
        DataType.decimal(column.precision(), column.scale()),
        raw -> raw instanceof BigDecimal ? raw : new BigDecimal(string(raw)));
  }

  private ValueReader text(MySqlColumn column) {
    Charsets.Decoder decoder = charsets.decoder(column.charset());
    return both(DataType.STRING, raw -> decoder.decode((byte[]) raw));
  }

  /** The log holds the number of a label, or a bit for each. */
  private ValueReader labelled(MySqlColumn column) {
    Charsets.Decoder decoder = charsets.decoder(column.charset());
    boolean set = column.base().equals("set");
    return both(
        DataType.STRING,
        raw ->
            raw instanceof Long number
                ? set ? members(number, column.labels()) : label(number, column.labels())
                : decoder.decode((byte[]) raw));
  }

  private static String label(long number, List<String> labels) throws UnrepresentableValue {
    if (number == 0) {
      return ""; // what the server makes of a value that is none of the labels
    }
    String label = number <= labels.size() ? labels.get((int) number - 1) : null;
    if (label == null) {
      throw new UnrepresentableValue("the enum's value number " + number);
    }
    return label;
  }

  private static String members(long bits, List<String> labels) throws UnrepresentableValue {
    StringJoiner members = new StringJoiner(",");
    for (int i = 0; i < Long.SIZE; i++) {
      if (((bits >>> i) & 1) == 1) {
        members.add(label(i + 1L, labels));
      }
    }
    return members.toString();
  }

  /** MariaDB keeps JSON as text, MySQL in a form of its own. */
  private ValueReader json(MySqlColumn column, LogType logged) {
    Charsets.Decoder decoder =
        charsets.decoder(column.charset() == null ? "utf8mb4" : column.charset());
    boolean inOwnForm = logged != null && logged.code() == LogType.JSON;
    return both(
        DataType.JSON,
        raw -> inOwnForm ? JsonDocument.text((byte[]) raw) : decoder.decode((byte[]) raw));
  }

  private static Object bool(Object raw) throws UnrepresentableValue {
    long value = integer(raw);
    if (value != 0 && value != 1) {
      throw new UnrepresentableValue("the number " + value);
    }
    return value == 1;
  }

  private static long integer(Object raw) {
    return raw instanceof Long number ? number : Long.parseLong(string(raw));
  }

  private static double real(Object raw) {
    return raw instanceof Double number ? number : Double.parseDouble(string(raw));
  }

  private static UUID uuid(Object raw) {
    LogBuffer bytes = new LogBuffer(Arrays.copyOf((byte[]) raw, UUID_BYTES));
    return new UUID(bytes.bigEndian(8), bytes.bigEndian(8));
  }

  private static String string(Object raw) {
    return raw instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : raw.toString();
  }
}

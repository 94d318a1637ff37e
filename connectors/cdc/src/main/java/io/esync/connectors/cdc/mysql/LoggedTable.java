package io.esync.connectors.cdc.mysql;

import io.esync.connectors.spi.UnrepresentableValue;
import io.esync.operators.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table as the log describes it, and how its rows are taken off the log.
 *
 * @param visible for each column of the log whether it is one of the table's
 * @param named whether the log names the columns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoggedTable(
    MySqlRowReader reader,
    List<LogType> types,
    List<Boolean> unsigned,
    boolean[] visible,
    boolean named) {
  /** What the server adds for an index over an expression. */
  private static final String HIDDEN = "!hidden!";

  private static final String DEFAULT_CHARSET = "utf8mb4";

  /**
   * The table of a map.
   *
   * @param today what the catalogue tells now; it knows more of some types than the log does
   */
  static LoggedTable of(TableMap map, MySqlTable today, Charsets charsets) {
    List<MySqlColumn> columns = new ArrayList<>();
    List<ValueReader> readers = new ArrayList<>();
    boolean[] visible = new boolean[map.types().size()];
    ValueReaders values = new ValueReaders(charsets);
    for (int i = 0; i < visible.length; i++) {
      String name = map.named() ? map.names().get(i) : "@" + (i + 1);
      visible[i] = !name.startsWith(HIDDEN);
      if (visible[i]) {
        MySqlColumn known = today.find(name);
        MySqlColumn column = column(map, i, name, known, charsets);
        columns.add(known == null ? column : column.refined(known));
        readers.add(values.of(columns.get(columns.size() - 1), map.types().get(i)));
      }
    }
    MySqlRowReader reader =
        new MySqlRowReader(new MySqlTable(map.database(), map.table(), columns), readers);
    return new LoggedTable(reader, map.types(), map.unsigned(), visible, map.named());
  }

  private static MySqlColumn column(
      TableMap map, int index, String name, MySqlColumn known, Charsets charsets) {
    LogType type = map.types().get(index);
    String charset = charsets.ofCollation(map.collations().get(index));
    if (charset == null) {
      charset = known == null || known.charset() == null ? DEFAULT_CHARSET : known.charset();
    }
    return new MySqlColumn(
        name,
        type.base(charset.equals(Charsets.BINARY)),
        map.unsigned().get(index),
        false,
        type.precision(),
        type.scale(),
        type.length(),
        charset,
        labels(map.labels().get(index), charsets.decoder(charset)),
        map.key().contains(index));
  }

  private static List<String> labels(List<byte[]> labels, Charsets.Decoder decoder) {
    if (labels == null) {
      return List.of();
    }
    String[] texts = new String[labels.size()];
    for (int i = 0; i < texts.length; i++) {
      try {
        texts[i] = decoder.decode(labels.get(i));
      } catch (UnrepresentableValue e) {
        texts[i] = null; // a row that holds it cannot be read
      }
    }
    return Arrays.asList(texts);
  }

  /**
   * The values of the next row.
   *
   * @param present the columns that the row holds; others are {@link Row#ABSENT}
   */
  Object[] next(LogBuffer in, byte[] present) {
    int held = 0;
    for (int i = 0; i < visible.length; i++) {
      held += LogBuffer.lowFirst(present, i) ? 1 : 0;
    }
    byte[] nulls = in.bytes((held + 7) / Byte.SIZE);
    Object[] row = new Object[reader.size()];
    int column = 0;
    int nth = 0;
    for (int i = 0; i < visible.length; i++) {
      Object value = Row.ABSENT;
      if (LogBuffer.lowFirst(present, i)) {
        boolean isNull = LogBuffer.lowFirst(nulls, nth++);
        value = isNull ? null : LogValues.read(types.get(i), unsigned.get(i), in);
      }
      if (visible[i]) {
        row[column++] = value;
      }
    }
    return row;
  }
}

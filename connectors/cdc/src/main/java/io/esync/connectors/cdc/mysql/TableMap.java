package io.esync.connectors.cdc.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the log tells of a table ahead of the rows that it changed.
 *
 * @param names of the columns; empty unless {@code binlog_row_metadata} is FULL
 * @param labels of each column that is an enum or set, as bytes; null for the others
 * @param collations of each column that is text, enum or set; -1 where the log does not say
 * @param unsigned whether each column is
 * @param key indexes of the columns of the primary key
 */
record TableMap(
    long id,
    String database,
    String table,
    List<LogType> types,
    List<String> names,
    List<List<byte[]>> labels,
    List<Long> collations,
    List<Boolean> unsigned,
    List<Integer> key) {
  private static final int ID = 6;
  private static final int FLAGS = 2;
  private static final int SIGNEDNESS = 1;
  private static final int DEFAULT_CHARSET = 2;
  private static final int COLUMN_CHARSET = 3;
  private static final int COLUMN_NAME = 4;
  private static final int SET_LABELS = 5;
  private static final int ENUM_LABELS = 6;
  private static final int PRIMARY_KEY = 8;
  private static final int PRIMARY_KEY_WITH_PREFIX = 9;
  private static final int LABEL_DEFAULT_CHARSET = 10;
  private static final int LABEL_COLUMN_CHARSET = 11;

  /** The id alone. */
  static long id(byte[] body) {
    return new LogBuffer(body).number(ID);
  }

  static TableMap read(byte[] body, boolean mariaDb) {
    LogBuffer in = new LogBuffer(body);
    final long id = in.number(ID);
    in.skip(FLAGS);
    String database = in.text(in.u8());
    in.skip(1);
    String table = in.text(in.u8());
    in.skip(1);
    int count = (int) in.packed();
    byte[] codes = in.bytes(count);
    LogBuffer meta = new LogBuffer(in.packedBytes());
    List<LogType> types = new ArrayList<>(count);
    for (byte code : codes) {
      types.add(LogType.read(code & 0xFF, meta));
    }
    in.skip((count + 7) / Byte.SIZE);
    Metadata metadata = new Metadata(types, mariaDb);
    while (in.remaining() > 0) {
      metadata.read(in.u8(), new LogBuffer(in.packedBytes()));
    }
    return new TableMap(
        id,
        database,
        table,
        types,
        metadata.names,
        Arrays.asList(metadata.labels),
        Arrays.asList(metadata.collations),
        Arrays.asList(metadata.unsigned),
        metadata.key);
  }

  boolean named() {
    return names.size() == types.size();
  }

  /** The optional part, each field of which speaks of the columns of some types only. */
  private static final class Metadata {
    private final List<LogType> types;
    private final boolean mariaDb;
    private final List<String> names = new ArrayList<>();
    private final List<byte[]>[] labels;
    private final Long[] collations;
    private final Boolean[] unsigned;
    private final List<Integer> key = new ArrayList<>();

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    Metadata(List<LogType> types, boolean mariaDb) {
      this.types = types;
      this.mariaDb = mariaDb;
      this.labels = new List[types.size()];
      this.collations = new Long[types.size()];
      Arrays.fill(collations, -1L);
      this.unsigned = new Boolean[types.size()];
      Arrays.fill(unsigned, false);
    }

    void read(int field, LogBuffer in) {
      switch (field) {
        case SIGNEDNESS -> signs(in.rest());
        case DEFAULT_CHARSET -> defaultCharset(in, false);
        case COLUMN_CHARSET -> columnCharsets(in, false);
        case LABEL_DEFAULT_CHARSET -> defaultCharset(in, true);
        case LABEL_COLUMN_CHARSET -> columnCharsets(in, true);
        case COLUMN_NAME -> {
          while (in.remaining() > 0) {
            names.add(new String(in.packedBytes(), StandardCharsets.UTF_8));
          }
        }
        case SET_LABELS -> labels(in, LogType.SET);
        case ENUM_LABELS -> labels(in, LogType.ENUM);
        case PRIMARY_KEY -> {
          while (in.remaining() > 0) {
            key.add((int) in.packed());
          }
        }
        case PRIMARY_KEY_WITH_PREFIX -> {
          while (in.remaining() > 0) {
            key.add((int) in.packed());
            in.packed();
          }
        }
        default -> {
          // of no use here
        }
      }
    }

    private void signs(byte[] bits) {
      int index = 0;
      for (int i = 0; i < types.size(); i++) {
        if (types.get(i).hasSign(mariaDb)) {
          unsigned[i] = LogBuffer.highFirst(bits, index++);
        }
      }
    }

    private boolean concerns(int column, boolean ofLabels) {
      LogType type = types.get(column);
      return ofLabels ? type.hasLabels() : type.hasCharset(mariaDb);
    }

    private void defaultCharset(LogBuffer in, boolean ofLabels) {
      long collation = in.packed();
      List<Integer> columns = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        if (concerns(i, ofLabels)) {
          collations[i] = collation;
          columns.add(i);
        }
      }
      while (in.remaining() > 0) {
        int column = columns.get((int) in.packed());
        collations[column] = in.packed();
      }
    }

    private void columnCharsets(LogBuffer in, boolean ofLabels) {
      for (int i = 0; i < types.size() && in.remaining() > 0; i++) {
        if (concerns(i, ofLabels)) {
          collations[i] = in.packed();
        }
      }
    }

    private void labels(LogBuffer in, int code) {
      for (int i = 0; i < types.size() && in.remaining() > 0; i++) {
        if (types.get(i).code() == code) {
          long count = in.packed();
          labels[i] = new ArrayList<>();
          for (long k = 0; k < count; k++) {
            labels[i].add(in.packedBytes());
          }
        }
      }
    }
  }
}

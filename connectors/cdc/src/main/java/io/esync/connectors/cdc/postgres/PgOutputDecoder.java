package io.esync.connectors.cdc.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of {@code pgoutput}, as the PostgreSQL manual describes them. */
final class PgOutputDecoder {
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;
  private static final PgOutputMessage OTHER = new PgOutputMessage.Other();

  private PgOutputDecoder() {}

  static PgOutputMessage decode(ByteBuffer in) {
    char kind = (char) in.get();
    return switch (kind) {
      case 'B' -> begin(in);
      case 'O' -> origin(in);
      case 'C' -> commit(in);
      case 'R' -> relation(in);
      case 'I' -> insert(in);
      case 'U' -> update(in);
      case 'D' -> delete(in);
      case 'T' -> truncate(in);
      default -> OTHER;
    };
  }

  private static PgOutputMessage begin(ByteBuffer in) {
    in.getLong();
    return new PgOutputMessage.Begin(in.getLong() + POSTGRES_EPOCH_MICROS);
  }

  private static PgOutputMessage origin(ByteBuffer in) {
    in.getLong();
    return new PgOutputMessage.Origin(text(in));
  }

  private static PgOutputMessage commit(ByteBuffer in) {
    in.get();
    in.getLong();
    return new PgOutputMessage.Commit(in.getLong());
  }

  private static PgOutputMessage relation(ByteBuffer in) {
    int oid = in.getInt();
    String schema = text(in);
    String table = text(in);
    char identity = (char) in.get();
    int size = in.getShort();
    List<TableSchema.Column> columns = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      boolean key = in.get() == 1;
      columns.add(new TableSchema.Column(text(in), in.getInt(), in.getInt(), key));
    }
    String namespace = schema.isEmpty() ? "pg_catalog" : schema;
    return new PgOutputMessage.Relation(oid, identity, new TableSchema(namespace, table, columns));
  }

  private static PgOutputMessage insert(ByteBuffer in) {
    int relation = in.getInt();
    in.get();
    return new PgOutputMessage.Insert(relation, tuple(in));
  }

  private static PgOutputMessage update(ByteBuffer in) {
    int relation = in.getInt();
    char kind = (char) in.get();
    Object[] before = null;
    if (kind != 'N') {
      before = tuple(in);
      in.get();
    }
    return new PgOutputMessage.Update(relation, before, kind == 'O', tuple(in));
  }

  private static PgOutputMessage delete(ByteBuffer in) {
    int relation = in.getInt();
    boolean whole = in.get() == 'O';
    return new PgOutputMessage.Delete(relation, tuple(in), whole);
  }

  private static PgOutputMessage truncate(ByteBuffer in) {
    int size = in.getInt();
    in.get();
    List<Integer> relations = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      relations.add(in.getInt());
    }
    return new PgOutputMessage.Truncate(relations);
  }

  private static Object[] tuple(ByteBuffer in) {
    Object[] values = new Object[in.getShort()];
    for (int i = 0; i < values.length; i++) {
      char kind = (char) in.get();
      values[i] =
          switch (kind) {
            case 'n' -> null;
            case 'u' -> Row.ABSENT;
            case 't' -> sized(in);
            default -> throw new IllegalStateException("unknown form of column '" + kind + "'");
          };
    }
    return values;
  }

  private static String sized(ByteBuffer in) {
    int length = in.getInt();
    int start = in.arrayOffset() + in.position();
    in.position(in.position() + length);
    return new String(in.array(), start, length, UTF_8);
  }

  private static String text(ByteBuffer in) {
    int start = in.position();
    while (in.get() != 0) {
      // up to the terminating zero
    }
    return new String(in.array(), in.arrayOffset() + start, in.position() - start - 1, UTF_8);
  }
}

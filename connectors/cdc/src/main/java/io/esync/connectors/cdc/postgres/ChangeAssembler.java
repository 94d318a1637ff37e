package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.Moment;
import io.esync.connectors.cdc.capture.RecordFactory;
import io.esync.connectors.cdc.capture.RowReader;
import io.esync.operators.model.Echo;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Follows the messages of the log and makes records of those that concern captured tables. */
final class ChangeAssembler {
  private static final long DELETE = 0;
  private static final long UPSERT = 1;

  private final Capture capture;
  private final RecordFactory records;
  private final TypeCatalog types = new TypeCatalog();

  /** By OID; null for a table that is not captured. */
  private final Map<Integer, RowReader> readers = new HashMap<>();

  private boolean inTransaction;
  private boolean own;
  private long commitMicros;
  private long endOfLastTransaction;
  private long lastCommitMicros = Origin.UNKNOWN_TIME;

  ChangeAssembler(Capture capture, long position) {
    this.capture = capture;
    this.records = new RecordFactory(capture.source(), capture.config().generation());
    this.endOfLastTransaction = position;
  }

  boolean inTransaction() {
    return inTransaction;
  }

  /** Where the log goes on behind the last transaction that was received to its end. */
  long endOfLastTransaction() {
    return endOfLastTransaction;
  }

  /** When the last transaction that was received to its end was committed; may be unknown. */
  long lastCommitMicros() {
    return lastCommitMicros;
  }

  /** Takes the next message, which stands at {@code position}. */
  void accept(PgOutputMessage message, long position, long now, Consumer<SourceRecord> out)
      throws SQLException {
    if (message instanceof PgOutputMessage.Begin begin) {
      inTransaction = true;
      own = false;
      commitMicros = begin.commitMicros();
    } else if (message instanceof PgOutputMessage.Origin origin) {
      own = capture.isOwn(origin.name());
    } else if (message instanceof PgOutputMessage.Commit commit) {
      inTransaction = false;
      endOfLastTransaction = commit.end();
      lastCommitMicros = commitMicros;
    } else if (message instanceof PgOutputMessage.Relation relation) {
      readers.put(relation.oid(), reader(relation));
    } else {
      change(message, position, now, own ? echoes(out) : out);
    }
  }

  /** What this pipeline wrote is told, but not as a change: it says what the table now holds. */
  private static Consumer<SourceRecord> echoes(Consumer<SourceRecord> out) {
    return record -> out.accept(record instanceof SourceChange change ? new Echo(change) : record);
  }

  private void change(
      PgOutputMessage message, long position, long now, Consumer<SourceRecord> out) {
    if (message instanceof PgOutputMessage.Insert insert) {
      RowReader reader = readers.get(insert.relation());
      if (reader != null) {
        out.accept(records.upsert(reader, moment(position, UPSERT, now), null, insert.after()));
      }
    } else if (message instanceof PgOutputMessage.Update update) {
      RowReader reader = readers.get(update.relation());
      if (reader != null) {
        update(reader, position, now, update, out);
      }
    } else if (message instanceof PgOutputMessage.Delete delete) {
      RowReader reader = readers.get(delete.relation());
      if (reader != null) {
        Object[] before = delete.whole() ? delete.before() : reader.keyOnly(delete.before());
        out.accept(records.delete(reader, moment(position, DELETE, now), before));
      }
    } else if (message instanceof PgOutputMessage.Truncate truncate) {
      truncate.relations().stream()
          .map(readers::get)
          .filter(Objects::nonNull)
          .forEach(reader -> out.accept(truncated(reader, moment(position, DELETE, now))));
    }
  }

  private SourceRecord truncated(RowReader reader, Moment at) {
    String message = RecordFactory.TRUNCATED.formatted(reader.stream());
    return records.statement(reader.stream(), at, "TRUNCATE", message);
  }

  private void update(
      RowReader reader,
      long position,
      long now,
      PgOutputMessage.Update update,
      Consumer<SourceRecord> out) {
    Object[] before = update.before();
    Object[] after = update.after();
    if (update.whole()) {
      RowReader.complete(after, before);
    }
    if (before != null && !reader.sameKey(before, after)) {
      Object[] old = update.whole() ? before : reader.keyOnly(before);
      out.accept(records.delete(reader, moment(position, DELETE, now), old));
      out.accept(records.upsert(reader, moment(position, UPSERT, now), null, after));
    } else {
      Object[] old = update.whole() ? before : null;
      out.accept(records.upsert(reader, moment(position, UPSERT, now), old, after));
    }
  }

  /** A change of the key is a delete and then a new row at one place of the log. */
  private Moment moment(long position, long order, long now) {
    return new Moment(records.version(position, order), commitMicros, now, null);
  }

  private RowReader reader(PgOutputMessage.Relation relation) throws SQLException {
    TableSchema table = relation.table();
    if (!capture.captures(table.schema(), table.table())) {
      return null;
    }
    boolean unknownType = table.columns().stream().anyMatch(column -> !types.knows(column.type()));
    boolean keyUntold = relation.identity() == 'f' || relation.identity() == 'n';
    if (unknownType || keyUntold) {
      try (Connection connection = Connections.open(capture.config())) {
        if (unknownType) {
          types.load(connection);
        }
        if (keyUntold) {
          table = withKey(table, Tables.describe(connection, table.schema(), table.table()));
        }
      }
    }
    return PostgresRowReader.of(table, new ColumnTypes(types));
  }

  /** The table with the key that the catalogue knows: a table that logs whole rows tells none. */
  private static TableSchema withKey(TableSchema table, TableSchema today) {
    List<String> key =
        today.columns().stream()
            .filter(TableSchema.Column::key)
            .map(TableSchema.Column::name)
            .collect(Collectors.toList());
    TableSchema.Column[] columns = table.columns().toArray(TableSchema.Column[]::new);
    Arrays.setAll(
        columns,
        i ->
            new TableSchema.Column(
                columns[i].name(),
                columns[i].type(),
                columns[i].modifier(),
                key.contains(columns[i].name())));
    return new TableSchema(table.schema(), table.table(), List.of(columns));
  }
}

package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.Moment;
import io.esync.connectors.cdc.capture.RecordFactory;
import io.esync.connectors.cdc.capture.RowReader;
import io.esync.operators.model.SourceRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes records of the log's events, transaction by transaction.
 *
 * <p>Changes of a transaction are emitted as they come, but for those of an XA transaction: they
 * wait until it is committed.
 */
final class ChangeAssembler {
  private static final String UNNAMED =
      "table %s was changed by a statement that the log holds as text: the log does not say which"
          + " rows. Set binlog_format = ROW for all sessions, then touch the rows again";

  private final MySqlCapture capture;
  private final RecordFactory records;
  private final TableMaps tables;
  private final LogCursor cursor;
  private final PreparedTransactions prepared = new PreparedTransactions();

  private boolean open;
  private long start;
  private Moment.Transaction transaction;
  private long commitMicros;
  private long index;
  private List<PreparedTransactions.Change> held;
  private LogPosition opened;
  private long promised;

  ChangeAssembler(MySqlCapture capture, TableMaps tables, LogPosition from) {
    this.capture = capture;
    this.records = new RecordFactory(capture.source(), capture.config().generation());
    this.tables = tables;
    this.cursor = new LogCursor(from);
    this.promised = from.promised();
  }

  /** Whether a transaction has been read in part. */
  boolean inTransaction() {
    return open;
  }

  /** When the last transaction was committed, in microseconds since 1970; 0 where none was read. */
  long lastCommitMicros() {
    return commitMicros;
  }

  /** No change that is emitted from now on has an earlier time; not within a transaction. */
  void promise(long micros) {
    promised = Math.max(promised, micros);
  }

  /** Where to go on: behind the last transaction, before the first one that is prepared. */
  LogPosition position() {
    LogPosition waiting = prepared.first();
    LogPosition end = open ? opened : cursor.position(promised);
    return waiting == null
        ? end
        : new LogPosition(waiting.file(), waiting.offset(), waiting.created(), end.promised());
  }

  void accept(LogEvent event, long now, Consumer<SourceRecord> out) throws SQLException {
    LogPosition before = cursor.position(promised);
    if (!cursor.advance(event, open)) {
      return;
    }
    switch (event.type()) {
      case LogEvent.GTID, LogEvent.ANONYMOUS_GTID, LogEvent.MARIADB_GTID ->
          begin(TransactionStart.read(event), before);
      case LogEvent.QUERY -> statement(LoggedStatement.read(event), event, before, now, out);
      case LogEvent.TABLE_MAP -> {
        if (!open) {
          begin(TransactionStart.without(event), before);
        }
        tables.accept(event.body());
      }
      case LogEvent.WRITE_ROWS,
          LogEvent.WRITE_ROWS_V1,
          LogEvent.UPDATE_ROWS,
          LogEvent.UPDATE_ROWS_V1,
          LogEvent.DELETE_ROWS,
          LogEvent.DELETE_ROWS_V1 ->
          rows(event, now, out);
      case LogEvent.XID -> end();
      case LogEvent.XA_PREPARE -> prepare(event, now, out);
      default -> RefusedEvents.require(event, before);
    }
  }

  private void begin(TransactionStart begun, LogPosition before) {
    open = true;
    opened = before;
    start = before.order();
    transaction = new Moment.Transaction(before.toString(), begun.gtid());
    // a statement that ran for long bears the time when it began
    commitMicros = Math.max(begun.commitMicros(), promised);
    index = 0;
    held = begun.xa() ? new ArrayList<>() : null;
  }

  private void end() {
    open = false;
    held = null;
  }

  private void statement(
      LoggedStatement statement,
      LogEvent event,
      LogPosition before,
      long now,
      Consumer<SourceRecord> out) {
    if (!open) {
      begin(TransactionStart.without(event), before);
    }
    switch (statement.kind()) {
      case XA_START -> held = new ArrayList<>();
      case XA_COMMIT -> {
        for (PreparedTransactions.Change change : prepared.commit(statement.xid())) {
          emit(change, now, out);
        }
        end();
      }
      case XA_ROLLBACK -> {
        prepared.commit(statement.xid());
        end();
      }
      case COMMIT, ROLLBACK -> end();
      case BEGIN, WITHIN, CREATE_AND_FILL -> {
        // nothing changes yet
      }
      case CHANGE ->
          unnamed(statement, statement.captured(statement.sql(), capture), UNNAMED, now, out);
      case TABLE -> {
        TableStatement whole = TableStatement.of(statement, capture);
        unnamed(statement, whole.tables(), whole.message(), now, out);
        end();
      }
      case OTHER -> end();
    }
  }

  private void unnamed(
      LoggedStatement statement,
      Set<String> tables,
      String message,
      long now,
      Consumer<SourceRecord> out) {
    for (String table : tables) {
      out.accept(records.statement(table, moment(now), statement.sql(), message.formatted(table)));
    }
  }

  private void rows(LogEvent event, long now, Consumer<SourceRecord> out) throws SQLException {
    LogBuffer in = event.buffer();
    LoggedTable table = tables.find(in.number(6));
    if (table == null) {
      return;
    }
    in.skip(2); // flags
    boolean second = event.type() >= LogEvent.WRITE_ROWS;
    if (second) {
      in.skip((int) in.number(2) - 2);
    }
    int columns = (int) in.packed();
    int kind = event.type() - (second ? LogEvent.WRITE_ROWS : LogEvent.WRITE_ROWS_V1);
    byte[] present = in.bytes((columns + 7) / Byte.SIZE);
    byte[] presentAfter = kind == 1 ? in.bytes(present.length) : present;
    while (in.remaining() > 0) {
      Object[] before = kind == 0 ? null : table.next(in, present);
      Object[] after = kind == 2 ? null : table.next(in, presentAfter);
      change(new PreparedTransactions.Change(table, before, after), now, out);
    }
  }

  private void change(PreparedTransactions.Change change, long now, Consumer<SourceRecord> out) {
    if (held != null) {
      held.add(change);
    } else {
      emit(change, now, out);
    }
  }

  private void emit(PreparedTransactions.Change change, long now, Consumer<SourceRecord> out) {
    RowReader reader = change.table().reader();
    Object[] before = change.before();
    Object[] after = change.after();
    if (!change.table().named()) {
      out.accept(records.untold(reader, moment(now), before, after, nameless(reader.stream())));
    } else if (after == null) {
      out.accept(records.delete(reader, moment(now), before));
    } else {
      if (before != null) {
        RowReader.complete(after, before);
        if (!reader.sameKey(before, after)) {
          out.accept(records.delete(reader, moment(now), before));
          before = null;
        }
      }
      out.accept(records.upsert(reader, moment(now), before, after));
    }
  }

  private static String nameless(String table) {
    return "the log does not name the columns of "
        + table
        + ": set binlog_row_metadata = FULL, then touch the row again";
  }

  /**
   * Events within a transaction have no place of their own on every server, hence the version of a
   * change is the place of its transaction and its number in it; transactions are never mixed.
   */
  private Moment moment(long now) {
    return new Moment(records.version(start, index++), commitMicros, now, transaction);
  }

  private void prepare(LogEvent event, long now, Consumer<SourceRecord> out) {
    LogBuffer in = event.buffer();
    boolean onePhase = in.u8() != 0;
    List<PreparedTransactions.Change> changes = held == null ? List.of() : held;
    if (onePhase) {
      changes.forEach(change -> emit(change, now, out));
    } else {
      prepared.add(PreparedTransactions.xid(in), opened, changes);
    }
    end();
  }
}

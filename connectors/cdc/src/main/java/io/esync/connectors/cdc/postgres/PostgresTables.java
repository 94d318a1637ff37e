package io.esync.connectors.cdc.postgres;

import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.RereadDatabase;
import io.esync.connectors.cdc.capture.TableQuery;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.RefusedException;
import io.esync.operators.resync.Since;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How tables of PostgreSQL are read again. */
final class PostgresTables implements RereadDatabase {
  private static final String END =
      "SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint,"
          + " (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
          + " WHERE NOT pg_is_in_recovery()";

  private final Capture capture;
  private final PostgresReader reader;

  PostgresTables(Capture capture) {
    this.capture = capture;
    this.reader = new PostgresReader(capture, new Confirmed());
  }

  @Override
  public List<TableId> captured() throws SQLException {
    try (Connection connection = Connections.open(capture.config())) {
      return Tables.captured(connection, capture);
    }
  }

  @Override
  public String stream(TableId table) {
    return table.schema() + "." + table.table();
  }

  @Override
  public Since since() throws SQLException, RefusedException {
    try (Connection connection = Connections.open(capture.config())) {
      Since since = end(connection);
      Slot.awaitRunningTransactions(connection);
      return since;
    }
  }

  private Since end(Connection connection) throws SQLException, RefusedException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(END)) {
      if (!row.next()) {
        throw new RefusedException(
            capture.source() + " reads a standby, which cannot tell which transactions are open");
      }
      int generation = capture.config().generation();
      return new Since(new SourceVersion(generation, row.getLong(1), 0), row.getLong(2));
    }
  }

  @Override
  public Table cut(Connection connection, TableId table) throws SQLException {
    return PostgresChunkSql.describe(connection, table);
  }

  @Override
  public Connection begin() throws SQLException {
    return reader.begin();
  }

  @Override
  public Connection bounds() throws SQLException {
    return reader.begin();
  }

  @Override
  public TableQuery query(TableId table) throws SQLException {
    return reader.query(table);
  }

  @Override
  public void close() throws SQLException {
    reader.closeChunks();
  }
}

package io.esync.connectors.cdc.mysql;

import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.esync.connectors.cdc.capture.RereadDatabase;
import io.esync.connectors.cdc.capture.TableQuery;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.Since;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How tables of MySQL and MariaDB are read again. */
final class MySqlTables implements RereadDatabase {
  private static final String TIME = "SELECT CAST(UNIX_TIMESTAMP(SYSDATE(6)) * 1000000 AS SIGNED)";

  private final MySqlCapture capture;
  private final MySqlReader reader;
  private Connection bounds;

  MySqlTables(MySqlCapture capture) {
    this.capture = capture;
    this.reader = new MySqlReader(capture);
  }

  @Override
  public List<TableId> captured() throws SQLException {
    try (Connection connection = MySqlConnections.open(capture.config())) {
      return Catalogue.captured(connection, capture);
    }
  }

  @Override
  public String stream(TableId table) {
    return table.catalog() + "." + table.table();
  }

  @Override
  public Since since() throws SQLException {
    try (Connection connection = MySqlConnections.open(capture.config())) {
      LogPosition end = LogStatus.end(connection);
      long micros = micros(connection);
      LogStart.awaitRunningTransactions(connection);
      return new Since(new SourceVersion(capture.config().generation(), end.order(), 0), micros);
    }
  }

  private static long micros(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TIME)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public Table cut(Connection connection, TableId table) throws SQLException {
    return MySqlChunkSql.describe(connection, table);
  }

  @Override
  public Connection begin() throws SQLException {
    return reader.begin();
  }

  @Override
  public Connection bounds() throws SQLException {
    if (bounds == null) {
      bounds = MySqlConnections.open(capture.config());
    }
    return bounds;
  }

  @Override
  public TableQuery query(TableId table) throws SQLException {
    return reader.query(table);
  }

  @Override
  public void close() throws SQLException {
    reader.closeChunks();
    if (bounds != null) {
      bounds.close();
      bounds = null;
    }
  }
}

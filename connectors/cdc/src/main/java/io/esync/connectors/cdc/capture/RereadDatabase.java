package io.esync.connectors.cdc.capture;

import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.esync.operators.resync.RefusedException;
import io.esync.operators.resync.Since;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How tables of one kind of database are read again. Used by one thread. */
public interface RereadDatabase {
  /** The tables that are captured. */
  List<TableId> captured() throws SQLException;

  /** The name of a table's stream. */
  String stream(TableId table);

  /**
   * The end of the log, once every transaction that may have written before it has ended.
   *
   * @throws RefusedException where the server has no such place
   */
  Since since() throws SQLException, RefusedException;

  /** The table with the column that cuts it, or with none if no column can. */
  Table cut(Connection connection, TableId table) throws SQLException;

  /** A connection for rows, in a transaction; the same one until it is closed. */
  Connection begin() throws SQLException;

  /** A connection for the bounds of chunks, which are text as people read it. */
  Connection bounds() throws SQLException;

  /** How the table is read in the transaction, which keeps its columns as they are. */
  TableQuery query(TableId table) throws SQLException;

  /** Closes the connection; what it is about is not waited for. */
  void close() throws SQLException;
}

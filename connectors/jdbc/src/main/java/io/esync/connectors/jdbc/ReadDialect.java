package io.esync.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What differs between databases where tables are read. Stateless. */
interface ReadDialect {
  /** Connects for reading, each statement in its own transaction, times in UTC. */
  Connection connect(DatabaseAccess access, String application) throws SQLException;

  /** The columns of the table's primary key in their order; empty where it has none. */
  List<String> primaryKey(Connection connection, TableName table) throws SQLException;

  ColumnReader reader(Column column);

  /** What stands for the column in the list of a SELECT. */
  String selected(Column column);

  /** A parameter that compares with the column. */
  String parameter(Column column);

  /** Sets that parameter to a text of {@link ColumnReader#text}. */
  void bind(PreparedStatement statement, int index, Column column, String text) throws SQLException;

  /** A condition on the rows whose column has a place in the order: not NULL, not infinite. */
  String ordered(Column column);

  /** Why the column cannot be part of what pages are ordered by, or empty. */
  Optional<String> unfitOrder(Column column);

  /** What is the time of the database, in seconds since the epoch with six digits behind. */
  String clock();
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.DataType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** What differs between databases. Stateless. */
sealed interface Dialect permits PostgresDialect, MySqlDialect {
  /** Whether there is a dialect for that address. */
  static boolean known(String url) {
    return isPostgres(url) || isMySql(url);
  }

  /** The dialect of a known address. */
  static Dialect of(String url) {
    return isPostgres(url) ? new PostgresDialect() : new MySqlDialect();
  }

  private static boolean isPostgres(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
  }

  private static boolean isMySql(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("jdbc:mysql:") || lower.startsWith("jdbc:mariadb:");
  }

  /**
   * Connects, with auto-commit off and the session's settings made.
   *
   * @param application what the database shows as the connection's user program
   */
  Connection connect(DatabaseAccess access, String application) throws SQLException;

  /** The driver's properties for what both databases have: user, password, time limits. */
  static Properties credentials(DatabaseAccess access) {
    Properties properties = new Properties();
    properties.setProperty("user", access.username());
    properties.setProperty("password", access.revealPassword());
    return properties;
  }

  /** What becomes of a batch that failed with this exception. */
  Kind kind(SQLException failure);

  /** Why the database would not take or would cut this name, or empty. */
  Optional<String> unfitName(String identifier);

  /** The identifier in the database's quotes. */
  String quote(String identifier);

  /** The table in the database's quotes. */
  default String quote(TableName table) {
    return (table.schema() == null ? "" : quote(table.schema()) + ".") + quote(table.table());
  }

  /** The type of a new column that holds every value of {@code type}, as far as there is one. */
  String columnType(DataType type, boolean key);

  /** The table as it is, empty if there is none (or none that the user may see). */
  Optional<TableShape> inspect(Connection connection, TableName table) throws SQLException;

  /** Whether {@code column} can hold values of {@code type}; single ones may still be refused. */
  boolean holds(Column column, DataType type);

  /**
   * The statement that makes {@code column} a {@code type} and changes nothing else of it; empty
   * where the database has no such statement.
   */
  Optional<String> widen(Connection connection, TableName table, Column column, DataType type)
      throws SQLException;

  /** Why {@code column} must not be part of a key, or empty. */
  Optional<String> unfitKey(Column column);

  /**
   * Whether an upsert takes a row that conflicts with any unique key for the row to change, so that
   * it would write over another entity's row. Then rows are updated by key before others are
   * inserted, wherever a table has more than one.
   */
  boolean anyKeyConflicts();

  /** What the user may not do and would have to, to write the table or to create it. */
  List<CheckFailure> missingPrivileges(Connection connection, TableName table, boolean exists)
      throws SQLException;

  /** Whether a failure says that the object to create exists already. */
  boolean existsAlready(SQLException failure);

  /** What differs where tables are read. */
  ReadDialect reading();

  /** Writes the rows of {@code plan}, new or changed. */
  RowStatement upsert(UpsertPlan plan);

  /** Deletes rows by key; {@code plan} has key columns only. */
  RowStatement delete(UpsertPlan plan);
}

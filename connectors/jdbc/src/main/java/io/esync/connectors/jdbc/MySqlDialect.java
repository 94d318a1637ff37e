package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.jdbc.JdbcDrivers;
import io.esync.operators.model.DataType;
import io.esync.operators.model.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** MySQL 8 and newer and MariaDB, by MySQL's driver. */
record MySqlDialect() implements Dialect {
  private static final int MAX_NAME_CHARACTERS = 64;

  /** Refuses what does not fit instead of cutting it; times are those of UTC. */
  private static final List<String> SETTINGS =
      List.of(
          "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'",
          "SET SESSION time_zone = '+00:00'",
          "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");

  @Override
  public Connection connect(DatabaseAccess access, String application) throws SQLException {
    Properties properties = Dialect.credentials(access);
    properties.setProperty("connectTimeout", millis(access.connectTimeout()));
    properties.setProperty("socketTimeout", millis(access.socketTimeout()));
    properties.setProperty("connectionAttributes", "program_name:" + application);
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("characterSetResults", "UTF-8"); // else that of each column
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("continueBatchOnError", "false");
    properties.setProperty("cachePrepStmts", "true");
    String url = access.url().replaceFirst("(?i)^jdbc:(mariadb|mysql):", "jdbc:mysql:");
    Connection connection = JdbcDrivers.mySql().connect(url, properties);
    try {
      configure(connection, access.session());
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static String millis(java.time.Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static void configure(Connection connection, Map<String, String> settings)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      configure(connection, setting.getKey(), setting.getValue());
    }
  }

  /** A number is given as one: a numeric variable takes no text. The name is letters and digits. */
  private static void configure(Connection connection, String name, String value)
      throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SET SESSION " + name + " = ?")) {
      if (value.matches("-?\\d{1,18}")) {
        set.setLong(1, Long.parseLong(value));
      } else {
        set.setString(1, value);
      }
      set.execute();
    }
  }

  @Override
  public Kind kind(SQLException failure) {
    return MySqlStates.kind(failure);
  }

  @Override
  public Optional<String> unfitName(String identifier) {
    return identifier.codePointCount(0, identifier.length()) > MAX_NAME_CHARACTERS
        ? Optional.of("has more than " + MAX_NAME_CHARACTERS + " characters")
        : Optional.empty();
  }

  @Override
  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public String columnType(DataType type, boolean key) {
    return MySqlTypes.columnType(type, key);
  }

  @Override
  public Optional<TableShape> inspect(Connection connection, TableName table) throws SQLException {
    return MySqlCatalog.inspect(connection, table);
  }

  @Override
  public boolean holds(Column column, DataType type) {
    return MySqlTypes.holds(column.base(), type);
  }

  /** Not where MODIFY would take a default, a comment or the like away. */
  @Override
  public Optional<String> widen(
      Connection connection, TableName table, Column column, DataType type) throws SQLException {
    boolean fits =
        type.kind() != TypeKind.DECIMAL
            || (type.precision() <= MySqlTypes.MAX_PRECISION
                && type.scale() <= MySqlTypes.MAX_SCALE);
    return fits && MySqlCatalog.isPlain(connection, table, column.name())
        ? Optional.of(
            "ALTER TABLE %s MODIFY COLUMN %s %s%s"
                .formatted(
                    quote(table),
                    quote(column.name()),
                    columnType(type, false),
                    column.nullable() ? "" : " NOT NULL"))
        : Optional.empty();
  }

  @Override
  public Optional<String> unfitKey(Column column) {
    return column.collation().isEmpty() || column.collation().endsWith("_bin")
        ? Optional.empty()
        : Optional.of(
            "compares by '" + column.collation() + "', which takes different keys for the same");
  }

  @Override
  public boolean anyKeyConflicts() {
    return true;
  }

  @Override
  public List<CheckFailure> missingPrivileges(
      Connection connection, TableName table, boolean exists) throws SQLException {
    return MySqlPrivileges.missing(this, connection, table, exists);
  }

  @Override
  public boolean existsAlready(SQLException failure) {
    return failure.getErrorCode() == 1050 || failure.getErrorCode() == 1060;
  }

  @Override
  public ReadDialect reading() {
    return new MySqlReading(this);
  }

  @Override
  public RowStatement upsert(UpsertPlan plan) {
    return new MySqlSql(plan, this).upsert();
  }

  @Override
  public RowStatement delete(UpsertPlan plan) {
    return new MySqlSql(plan, this).delete();
  }
}

package io.esync.connectors.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.jdbc.JdbcDrivers;
import io.esync.operators.model.DataType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL 12 and newer. */
record PostgresDialect() implements Dialect {
  private static final int MAX_NAME_BYTES = 63;

  @Override
  public Connection connect(DatabaseAccess access, String application) throws SQLException {
    return connect(access, application, Map.of());
  }

  /**
   * @param driver further properties of the driver
   */
  static Connection connect(DatabaseAccess access, String application, Map<String, String> driver)
      throws SQLException {
    Properties properties = Dialect.credentials(access);
    driver.forEach(properties::setProperty);
    properties.setProperty("ApplicationName", application);
    properties.setProperty("loginTimeout", seconds(access.connectTimeout()));
    properties.setProperty("connectTimeout", seconds(access.connectTimeout()));
    properties.setProperty("socketTimeout", seconds(access.socketTimeout()));
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = JdbcDrivers.postgres().connect(access.url(), properties);
    try {
      connection.setAutoCommit(false);
      configure(connection, access.session());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static void configure(Connection connection, Map<String, String> settings)
      throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        set.setString(1, setting.getKey());
        set.setString(2, setting.getValue());
        set.execute();
      }
    }
    connection.commit();
  }

  @Override
  public Kind kind(SQLException failure) {
    return SqlStates.kind(failure.getSQLState());
  }

  @Override
  public Optional<String> unfitName(String identifier) {
    return identifier.getBytes(UTF_8).length > MAX_NAME_BYTES
        ? Optional.of("has more than " + MAX_NAME_BYTES + " bytes; PostgreSQL would cut it")
        : Optional.empty();
  }

  @Override
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public String columnType(DataType type, boolean key) {
    return PostgresTypes.columnType(type);
  }

  @Override
  public Optional<TableShape> inspect(Connection connection, TableName table) throws SQLException {
    return PostgresCatalog.inspect(connection, quote(table));
  }

  @Override
  public boolean holds(Column column, DataType type) {
    return PostgresTypes.holds(column.base(), type);
  }

  /** Not for a domain, which is more than its type. */
  @Override
  public Optional<String> widen(
      Connection connection, TableName table, Column column, DataType type) {
    return column.type().replaceFirst("\\(.*", "").equals(column.base())
        ? Optional.of(
            "ALTER TABLE %s ALTER COLUMN %s TYPE %s"
                .formatted(quote(table), quote(column.name()), columnType(type, false)))
        : Optional.empty();
  }

  @Override
  public Optional<String> unfitKey(Column column) {
    return column.collation().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "compares by '" + column.collation() + "', which takes different keys for the same");
  }

  @Override
  public boolean anyKeyConflicts() {
    return false;
  }

  @Override
  public List<CheckFailure> missingPrivileges(
      Connection connection, TableName table, boolean exists) throws SQLException {
    return exists
        ? PostgresPrivileges.toWrite(connection, table, quote(table))
        : PostgresPrivileges.toCreate(connection, table);
  }

  @Override
  public boolean existsAlready(SQLException failure) {
    // Two who create the same table at the same time may collide on the catalogue's own keys.
    return switch (String.valueOf(failure.getSQLState())) {
      case "42P07", "42701", "23505" -> true;
      default -> false;
    };
  }

  @Override
  public ReadDialect reading() {
    return new PostgresReading(this);
  }

  @Override
  public RowStatement upsert(UpsertPlan plan) {
    RowStatement upsert = new PostgresRows(new PostgresSql(plan, this).upsert(), plan.columns());
    return PostgresCopy.takes(plan) ? new PostgresCopy(plan, this, upsert) : upsert;
  }

  @Override
  public RowStatement delete(UpsertPlan plan) {
    return new PostgresRows(new PostgresSql(plan, this).delete(), plan.columns());
  }
}

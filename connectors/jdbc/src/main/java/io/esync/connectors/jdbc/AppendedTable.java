package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Adds rows to the first of a source's tables, and makes that table. */
final class AppendedTable implements AppendableSource<JdbcSourceConfig> {
  private static final long NANOS = 1_000_000_000L;

  @Override
  public List<CheckFailure> prepare(
      JdbcSourceConfig config, SourceContext context, RowSchema schema) {
    EntityRoute route = route(config, schema);
    Dialect dialect = config.access().dialect();
    try (Connection connection = dialect.connect(config.access(), application(context))) {
      if (!TableDdl.nameProblems(dialect, route.table()).isEmpty()
          || dialect.inspect(connection, route.table()).isPresent()) {
        return List.of();
      }
      open(connection, dialect, route);
      return List.of();
    } catch (SQLException e) {
      return List.of(Problems.connectionFailure(config.access(), e));
    } catch (TargetException e) {
      return List.of(new CheckFailure(e.getMessage(), "create the table"));
    }
  }

  @Override
  public String append(
      JdbcSourceConfig config, SourceContext context, RowSchema schema, Function<Instant, Row> row)
      throws StoreException {
    EntityRoute route = route(config, schema);
    Dialect dialect = config.access().dialect();
    try (Connection connection = dialect.connect(config.access(), application(context))) {
      EntityTable table = open(connection, dialect, route);
      Row written = row.apply(now(connection, dialect));
      new EntityStatements(table).upsert(connection, written).execute(connection, List.of(written));
      connection.commit();
      return "table " + route.table();
    } catch (SQLException e) {
      throw new StoreException(
          "cannot write to table '"
              + route.table()
              + "': "
              + Problems.connectionFailure(config.access(), e).problem(),
          e);
    } catch (TargetException e) {
      throw new StoreException("cannot write to table '" + route.table() + "': " + e.getMessage());
    }
  }

  private static EntityTable open(Connection connection, Dialect dialect, EntityRoute route)
      throws SQLException, TargetException {
    EntityTable table = new EntityTable(dialect, route, true);
    table.open(connection);
    connection.commit();
    return table;
  }

  /** The database's own clock: those of the machines that write may differ. */
  private static Instant now(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + dialect.reading().clock())) {
      result.next();
      BigDecimal seconds = result.getBigDecimal(1);
      return Instant.ofEpochSecond(
          seconds.longValue(),
          seconds.remainder(BigDecimal.ONE).multiply(BigDecimal.valueOf(NANOS)).longValue());
    }
  }

  /** The cursor is never NULL: the source would not see the row. */
  private static EntityRoute route(JdbcSourceConfig config, RowSchema schema) {
    List<String> required =
        config.cursor() == null || schema.indexOf(config.cursor()) < 0
            ? List.of()
            : List.of(config.cursor());
    String table = config.tables().get(0);
    return EntityRoute.of(
        new Route<>(
            new JdbcRoute(table, null),
            new Contract(table, schema.key(), schema.fields(), required, SchemaEvolution.FAIL)));
  }

  private static String application(SourceContext context) {
    return "esync/" + context.pipeline() + "/" + context.source();
  }
}

package io.esync.connectors.jdbc;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.WriteOptions;
import io.esync.connectors.spi.store.ReadableTarget;
import java.util.List;
import java.util.Optional;

/** Keeps tables of a database in step with entities: one row per key, written by key. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(TargetConnector.class)
public final class JdbcTargetConnector implements TargetConnector<JdbcConfig, JdbcRoute> {
  @Override
  public String type() {
    return "jdbc";
  }

  @Override
  public String description() {
    return "Tables in PostgreSQL, MySQL 8 and MariaDB (tested with PostgreSQL 16, MySQL 8.0 and MariaDB"
        + " 11.4).";
  }

  @Override
  public String guarantee() {
    return "Effectively once: rows are written by key, so what is written again changes nothing; a"
        + " batch is written whole or not at all.";
  }

  @Override
  public String prerequisites() {
    return """
        - The user needs SELECT, INSERT, UPDATE and DELETE on the tables; CREATE on the schema where
          a table is to be created; and must own the table where `schema_evolution: evolve` is to
          add columns or widen them: where a number does not fit its column, but the field's type
          is a wider one, the column is altered (`int` to `bigint`, `real` to `double precision`,
          more digits of a decimal). A large table is locked meanwhile. Without it, for domains,
          `smallint` and unsigned numbers, and in MySQL where the column has a default,
          a comment or fills itself, such a record goes to the DLQ.
        - An existing table has a primary key or a unique constraint on exactly the entity's key,
          and its NOT NULL columns have a default or a field of the entity.
        - A value that a column would round, cut or refuse goes to the DLQ with the reason: digits
          after the point, fractions of a second below the column's, text that is too long.
        - TLS is asked for in `url`: `?sslmode=require` (PostgreSQL), `?sslMode=REQUIRED` (MySQL,
          MariaDB); `verify-full` and `VERIFY_IDENTITY` check the server's certificate as well.
        - PostgreSQL, where the target has an `echo`: EXECUTE on `pg_replication_origin_oid(text)`,
          `pg_replication_origin_create(text)` and `pg_replication_origin_session_setup(text)`, which
          only superusers have unless granted (PostgreSQL 14 or later), and a free place in
          `max_replication_slots` (since 18 `max_active_replication_origins`) for each parallel
          writer. The origins are named `esync/<pipeline>/<target>/<writer>` and stay until they are
          dropped with `pg_replication_origin_drop`. Else set `origin_marker: off`.
        - MySQL and MariaDB: text columns of the key have a collation that ends in `_bin`; others take
          different keys for the same. In created tables a `timestamptz` is a DATETIME(6) in UTC, a
          `float` a DOUBLE, an array JSON. NaN, infinity, numbers in JSON that 64 bits do not keep
          (which MariaDB keeps as they are written), and decimals beyond 65 digits go to the DLQ. MariaDB
          is reached by MySQL's driver; `jdbc:mariadb:` and `jdbc:mysql:` are the same here.
        """;
  }

  @Override
  public Class<JdbcConfig> configType() {
    return JdbcConfig.class;
  }

  @Override
  public Class<JdbcRoute> routeType() {
    return JdbcRoute.class;
  }

  @Override
  public Target target(JdbcConfig config, TargetContext<JdbcRoute> context) {
    return new WriterTarget(
        JdbcTarget.of(config, context),
        new WriteOptions(config.batchSize(), config.flushInterval(), config.retryTimeout()));
  }

  @Override
  public boolean marksWrites(JdbcConfig config) {
    return JdbcTarget.marks(config);
  }

  @Override
  public List<CheckFailure> check(JdbcConfig config, TargetContext<JdbcRoute> context) {
    return JdbcCheck.run(JdbcTarget.of(config, context));
  }

  @Override
  public Optional<ReadableTarget<JdbcConfig, JdbcRoute>> reading() {
    return Optional.of(new WrittenTable());
  }
}

package io.esync.connectors.cdc;

import com.google.auto.service.AutoService;
import io.esync.connectors.cdc.mysql.MySqlCapture;
import io.esync.connectors.cdc.mysql.MySqlCdcSource;
import io.esync.connectors.cdc.mysql.MySqlRereader;
import io.esync.connectors.cdc.mysql.Prerequisites;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.Rereader;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** Captures the tables of a MySQL or MariaDB server and every change of their rows. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // AutoService cannot name a generic type exactly
public final class MySqlCdcConnector implements SourceConnector<MySqlCdcConfig> {
  @Override
  public String type() {
    return "mysql-cdc";
  }

  @Override
  public String description() {
    return "MySQL 8 and MariaDB 10.5 or later (tested with MySQL 8.0.12 and 8.0.15, and MariaDB 10.11 and 11.4): copies"
        + " tables, then follows their changes in the binary log.";
  }

  @Override
  public String guarantee() {
    return "No change is lost across failures; a change may be read again, in order.";
  }

  @Override
  public String prerequisites() {
    return """
        * `log_bin` on (needs a restart of the server), with `binlog_format = ROW`,
          `binlog_row_image = FULL` and a `server_id` that is not 0.
        * `binlog_row_metadata = FULL`, so that the log itself names its columns and no structure has
          to be guessed from statements: `SET PERSIST binlog_row_metadata = FULL` (MySQL), `SET
          GLOBAL …` and the configuration file (MariaDB). It takes effect at once.
        * The log kept for longer than the job may be stopped (`binlog_expire_logs_seconds`; seven days
          or more are sensible). A job whose place in the log is gone does not start.
        * MySQL: `binlog_row_value_options` empty, `binlog_transaction_compression = OFF`; MariaDB:
          `log_bin_compress = OFF`.
        * A user: `CREATE USER esync IDENTIFIED BY '…'; GRANT REPLICATION SLAVE, REPLICATION CLIENT,
          PROCESS ON *.* TO esync; GRANT SELECT ON billing.* TO esync` (MariaDB: `BINLOG MONITOR`
          for `REPLICATION CLIENT`). `PROCESS` shows which transactions are open before the copy
          starts.
        * A primary key on each table.

        Not captured: rows that a foreign key's cascade changes (the log does not hold them),
        structure, and what the log holds as a statement: changes of sessions with another
        `binlog_format`, and what takes or brings rows with their table (`TRUNCATE`, `DROP TABLE`,
        `RENAME TABLE`, `CREATE OR REPLACE TABLE`, partitions that are dropped, truncated, exchanged
        or converted). Each of these statements goes to the dead-letter queue, and no row of the
        targets goes with it.

        A deleted row is told with all its values, a changed key as a delete and a new row.
        """;
  }

  @Override
  public Class<MySqlCdcConfig> configType() {
    return MySqlCdcConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(MySqlCdcConfig config, SourceContext context) {
    return new MySqlCdcSource(MySqlCapture.of(config, context));
  }

  @Override
  public Optional<Rereader> rereading(MySqlCdcConfig config, SourceContext context) {
    return Optional.of(new MySqlRereader(MySqlCapture.of(config, context)));
  }

  @Override
  public List<CheckFailure> check(MySqlCdcConfig config, SourceContext context) {
    return Prerequisites.check(MySqlCapture.of(config, context), context);
  }

  @Override
  public int maxParallelism(MySqlCdcConfig config) {
    return config.maxParallelism() == null ? Integer.MAX_VALUE : config.maxParallelism();
  }
}

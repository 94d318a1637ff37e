package io.esync.connectors.cdc;

import com.google.auto.service.AutoService;
import io.esync.connectors.cdc.postgres.Capture;
import io.esync.connectors.cdc.postgres.PostgresCdcSource;
import io.esync.connectors.cdc.postgres.PostgresRereader;
import io.esync.connectors.cdc.postgres.Prerequisites;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.Rereader;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** Captures the tables of a PostgreSQL database and every change of their rows. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // AutoService cannot name a generic type exactly
public final class PostgresCdcConnector implements SourceConnector<PostgresCdcConfig> {
  @Override
  public String type() {
    return "postgres-cdc";
  }

  @Override
  public String description() {
    return "PostgreSQL 12 or later: copies tables, then follows their changes by logical decoding"
        + " (pgoutput).";
  }

  @Override
  public String guarantee() {
    return "No change is lost across failures; a change may be read again, in order.";
  }

  @Override
  public String prerequisites() {
    return """
        * `wal_level = logical` (needs a restart of the server).
        * A role with `LOGIN`, `REPLICATION` and `SELECT` on the tables:
          `CREATE ROLE esync LOGIN REPLICATION PASSWORD '…'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO esync`.
        * Either the role owns the tables and may create in the database, or their owner creates the
          publication: `CREATE PUBLICATION … FOR TABLE … WITH (publish_via_partition_root = true)`.
        * A primary key, or `REPLICA IDENTITY FULL` and a declared key, on each table.
        * A free replication slot (`max_replication_slots`, `max_wal_senders`). The slot holds back log
          while the job is stopped; drop it when the pipeline is given up:
          `SELECT pg_drop_replication_slot('…')`.

        Not captured: generated columns, `TRUNCATE` (goes to the dead-letter queue), structure. A value
        stored out of line (TOAST) that an update did not touch is absent, also after a change of the
        key; `REPLICA IDENTITY FULL` makes it present.
        """;
  }

  @Override
  public Class<PostgresCdcConfig> configType() {
    return PostgresCdcConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(PostgresCdcConfig config, SourceContext context) {
    return new PostgresCdcSource(Capture.of(config, context));
  }

  @Override
  public Optional<Rereader> rereading(PostgresCdcConfig config, SourceContext context) {
    return Optional.of(new PostgresRereader(Capture.of(config, context)));
  }

  @Override
  public List<CheckFailure> check(PostgresCdcConfig config, SourceContext context) {
    return Prerequisites.check(Capture.of(config, context), context);
  }

  @Override
  public boolean knowsMarkers() {
    return true;
  }

  @Override
  public int maxParallelism(PostgresCdcConfig config) {
    return config.maxParallelism() == null ? Integer.MAX_VALUE : config.maxParallelism();
  }
}

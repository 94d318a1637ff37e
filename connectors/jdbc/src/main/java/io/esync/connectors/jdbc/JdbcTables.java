package io.esync.connectors.jdbc;

import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.Beginning;
import io.esync.connectors.spi.poll.PolledSystem;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The tables of a {@code jdbc} source, each of them a split.
 *
 * @param source id of the source
 * @param application what the database shows as the connection's program
 */
record JdbcTables(JdbcSourceConfig config, String source, String application)
    implements PolledSystem<TablePosition> {

  static JdbcTables of(JdbcSourceConfig config, SourceContext context) {
    return new JdbcTables(
        config, context.source(), "esync/" + context.pipeline() + "/" + context.source());
  }

  Connection connect() throws SQLException {
    DatabaseAccess access = config.access();
    return access.dialect().reading().connect(access, application);
  }

  @Override
  public List<String> splits() {
    return config.tables();
  }

  @Override
  public TablePosition start(String split) {
    return TablePosition.START;
  }

  /** Who tracks a table's rows has to know all of them from their first reading on. */
  @Override
  public boolean beginsInParts() {
    return !config.findsDeletes();
  }

  @Override
  public Beginning<TablePosition> begin(String split)
      throws SourceUnavailableException, IOException {
    LiveTable live = new LiveTable(this, split, InstantSource.system());
    try {
      return TableParts.of(live, config.partRows(), config.lag());
    } finally {
      live.close();
    }
  }

  @Override
  public Poller<TablePosition> open(String split, TablePosition position) {
    return open(split, position, InstantSource.system());
  }

  Poller<TablePosition> open(String split, TablePosition position, InstantSource clock) {
    if (position.part() != null) {
      return new PartPoller(this, split, position, clock);
    }
    return config.cursor() == null
        ? new ScanPoller(this, split, position, clock)
        : new TablePoller(this, split, position, clock);
  }

  @Override
  public SimpleVersionedSerializer<TablePosition> positions() {
    return new TablePosition.Serializer();
  }

  @Override
  public Duration interval() {
    return config.interval();
  }

  @Override
  public boolean bounded() {
    return false;
  }
}

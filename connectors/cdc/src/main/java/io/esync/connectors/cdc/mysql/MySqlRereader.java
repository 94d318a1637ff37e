package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.RereadTables;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.TableReader;

/** Reads tables of MySQL and MariaDB again, see docs/adr/0019. */
public record MySqlRereader(MySqlCapture capture) implements Rereader {
  private static final long serialVersionUID = 1L;

  @Override
  public TableReader open() {
    return new RereadTables(
        new MySqlTables(capture),
        capture.source(),
        capture.config().generation(),
        capture.config().splitSize());
  }
}

package io.esync.connectors.cdc.postgres;

import io.esync.connectors.cdc.capture.RereadTables;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.TableReader;

/** Reads tables of PostgreSQL again, see docs/adr/0019. */
public record PostgresRereader(Capture capture) implements Rereader {
  private static final long serialVersionUID = 1L;

  @Override
  public TableReader open() {
    return new RereadTables(
        new PostgresTables(capture),
        capture.source(),
        capture.config().generation(),
        capture.config().splitSize());
  }
}

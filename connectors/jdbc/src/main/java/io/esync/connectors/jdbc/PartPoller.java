package io.esync.connectors.jdbc;

import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.connectors.spi.rows.RowRecords.Reading;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one part of a table to its end. Its rows are older than what polls give out: their versions
 * have the cursor and nothing behind it.
 */
final class PartPoller implements Poller<TablePosition> {
  private final int pageSize;
  private final LiveTable live;
  private final RowRecords records;
  private final InstantSource clock;
  private TablePosition position;

  PartPoller(JdbcTables tables, String table, TablePosition position, InstantSource clock) {
    this.pageSize = tables.config().pageSize();
    this.live = new LiveTable(tables, table, clock);
    this.records = new RowRecords(tables.source(), table);
    this.clock = clock;
    this.position = position;
  }

  @Override
  public Piece<TablePosition> poll() throws SourceUnavailableException, IOException {
    TablePosition here = position;
    List<TableRow> page =
        live.page(
            (reader, connection) -> reader.part(connection, here.part(), here.at(), pageSize));
    List<SourceRecord> found = new ArrayList<>();
    for (TableRow row : page) {
      long time = row.cursor().timestamp();
      found.add(
          row.record(records, new Reading(row.cursor().major(), 0, time, clock.instant(), false)));
    }
    if (!page.isEmpty()) {
      position = here.in(here.part(), page.get(page.size() - 1).mark());
    }
    return new Piece<>(found, position, page.size() < pageSize ? Next.NEVER : Next.AT_ONCE);
  }

  @Override
  public void close() {
    live.close();
  }
}

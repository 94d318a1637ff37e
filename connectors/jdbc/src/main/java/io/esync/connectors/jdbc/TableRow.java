package io.esync.connectors.jdbc;

import io.esync.connectors.spi.rows.CursorValue;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.connectors.spi.rows.RowRecords.Reading;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceRecord;
import java.util.List;

/**
 * A row as it was read.
 *
 * @param mark its place in the order
 * @param cursor what its cursor says; of a table without one, nothing
 * @param key the columns that identify it; null if one of them cannot be read
 * @param content all its columns as JSON, each as the database writes it
 * @param row null if a value cannot be read
 * @param problem why not; null if all can
 */
record TableRow(Mark mark, CursorValue cursor, Row key, String content, Row row, String problem) {
  /** The row as it is, or what of it cannot be read. */
  SourceRecord record(RowRecords records, Reading reading) {
    return problem == null
        ? records.upsert(row, reading)
        : records.malformed(content, ErrorCode.UNREPRESENTABLE_VALUE, problem, reading);
  }

  /** The place of the page's last row; of an empty page {@code otherwise}. */
  static Mark last(List<TableRow> page, Mark otherwise) {
    return page.isEmpty() ? otherwise : page.get(page.size() - 1).mark();
  }
}

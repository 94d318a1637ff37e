package io.esync.connectors.iceberg;

import java.io.IOException;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.TaskWriter;

/** The files that a writer has open for a table. */
interface RowFiles extends TaskWriter<Record> {
  /** Deletes the row of the same key; only the key fields of {@code row} count. */
  void delete(Record row) throws IOException;
}

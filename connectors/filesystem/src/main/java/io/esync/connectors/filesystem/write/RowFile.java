package io.esync.connectors.filesystem.write;

import io.esync.operators.model.Row;
import java.io.IOException;

/** One file that is being written. Its rows are all of one schema. */
interface RowFile {
  void add(Row row) throws IOException;

  /** Hands on what is held back, as far as the format lets it. */
  void flush() throws IOException;

  /** Writes what is left; the stream stays open. */
  void finish() throws IOException;
}

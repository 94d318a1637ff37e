package io.esync.operators.resync;

import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads tables of one source again. Rows are of version {@link Since#rows} and without a time,
 * their values the very same that the source's own reading gives; a row that cannot be read is a
 * {@link io.esync.operators.model.Malformed}. Not for several threads.
 */
public interface TableReader extends AutoCloseable {
  /** The streams that the source captures now, one for each table. */
  List<String> streams() throws IOException;

  /**
   * Finds a place in the log that everything read from now on lies behind: every change before it
   * is in what is read. Waits for the transactions that are open to end.
   *
   * @throws RefusedException where the source's system has no such place
   */
  Since since() throws IOException, InterruptedException, RefusedException;

  /**
   * Reads the next chunk of a table.
   *
   * @param from where it begins; null for the start of the table
   * @param rows is given the rows, some at a time; may make the reading wait
   * @return where the next chunk begins; null behind the last one
   */
  String chunk(String stream, String from, Since since, Rows rows)
      throws IOException, InterruptedException;

  /** The rows with these values in these columns. */
  List<SourceRecord> rows(String stream, Map<String, Object> key, Since since)
      throws IOException, RefusedException;

  /** The delete of the row with these values, which is not there; of version {@link Since#gone}. */
  SourceChange gone(String stream, Map<String, Object> key, Since since)
      throws IOException, RefusedException;

  @Override
  void close() throws IOException;

  /** Takes rows that were read. */
  interface Rows {
    void take(List<SourceRecord> rows) throws InterruptedException;
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.filesystem.read.ParquetRecords;
import io.esync.connectors.testkit.S3Server;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Files of Parquet in a bucket, as readers find them. */
public record ParquetObjects(S3Server server, String bucket) {
  /** The finished ones: no part of their names starts with a dot or an underscore. */
  public List<String> below(String prefix) {
    // The server makes objects under names of its own, which begin with theirs, before they appear.
    return server.keys(bucket, prefix).stream()
        .filter(key -> key.endsWith(".parquet") && !key.matches("(.*/)?[._].*"))
        .toList();
  }

  /**
   * The rows of a file, from its first byte to its last.
   *
   * @throws IOException that says how long the file is, if it is no whole one of Parquet
   */
  public List<Row> rows(String key) throws IOException {
    byte[] content = server.read(bucket, key);
    List<Row> rows = new ArrayList<>();
    try (ParquetRecords records =
        new ParquetRecords(new BytesFile(content), 0, content.length, null)) {
      for (Row row = records.nextRow(); row != null; row = records.nextRow()) {
        rows.add(row);
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(key + " with " + content.length + " bytes: " + e, e);
    }
    return rows;
  }

  /** The changes in all files below {@code prefix}, in the order in which they were written. */
  public List<Row> changes(String prefix) throws IOException {
    List<Row> changes = new ArrayList<>();
    for (String key : below(prefix)) {
      changes.addAll(rows(key));
    }
    changes.sort((one, other) -> Long.compare(sequence(one), sequence(other)));
    return changes;
  }

  /** The number that orders the changes of a key. */
  static long sequence(Row change) {
    return (Long) change.get("_sequence");
  }
}

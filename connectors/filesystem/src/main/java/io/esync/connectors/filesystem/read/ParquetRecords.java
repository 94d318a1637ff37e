package io.esync.connectors.filesystem.read;

import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.InputFile;

/** The records of a Parquet file, or those of its row groups whose middle lies in a range. */
public final class ParquetRecords implements Closeable {
  private final ParquetRows rows;
  private final ParquetReader<Group> reader;

  /**
   * Opens a file.
   *
   * @param from first byte of the range
   * @param to the byte after its last
   * @param key of the rows; null for the file's own
   * @throws IOException also where the file is none of Parquet
   */
  public ParquetRecords(InputFile file, long from, long to, List<String> key) throws IOException {
    FileMetaData metadata;
    try (ParquetFileReader footer = ParquetFileReader.open(file)) {
      metadata = footer.getFooter().getFileMetaData();
    }
    rows = new ParquetRows(metadata.getSchema(), metadata.getKeyValueMetaData(), key);
    reader = new Builder(file).withFileRange(from, to).build();
  }

  /** The schema of the rows. */
  public RowSchema schema() {
    return rows.schema();
  }

  /** The next record; null at the end. */
  public Group next() throws IOException {
    return reader.read();
  }

  /**
   * The row of a record.
   *
   * @throws IllegalArgumentException that names the field, if a value is none of its type
   */
  public Row row(Group record) {
    return rows.row(record);
  }

  /** The next row; null at the end. */
  public Row nextRow() throws IOException {
    Group record = next();
    return record == null ? null : row(record);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Reads groups, Parquet's own form of records. */
  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}

package io.esync.connectors.filesystem;

import io.esync.connectors.spi.avro.AvroToRow;
import io.esync.operators.model.Row;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** The records of an object container file of Avro. */
final class AvroRecords implements RecordContent.Records<GenericRecord> {
  private final StoredFile stored;
  private final DataFileReader<GenericRecord> file;
  private final AvroToRow rows;

  /**
   * @param key of the rows
   * @throws IOException if it is no such file, or has not the fields of the key
   */
  AvroRecords(StoredFile stored, List<String> key) throws IOException {
    this.stored = stored;
    this.file = new DataFileReader<>(new Input(stored), new GenericDatumReader<>());
    try {
      rows = new AvroToRow(file.getSchema(), key);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public GenericRecord next() throws IOException {
    try {
      if (file.hasNext()) {
        return file.next();
      }
    } catch (AvroRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    // Avro takes a file for ended wherever it is cut off.
    if (file.previousSync() != stored.getLength()) {
      throw new EOFException("it ends within a block of records");
    }
    return null;
  }

  @Override
  public Row row(GenericRecord record) {
    return rows.row(record);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** The file as Avro reads it. */
  private static final class Input implements SeekableInput {
    private final StoredFile.Stream stream;
    private final long length;

    Input(StoredFile stored) throws IOException {
      this.stream = stored.bytes(0);
      this.length = stored.getLength();
    }

    @Override
    public void seek(long position) throws IOException {
      stream.seek(position);
    }

    @Override
    public long tell() {
      return stream.position();
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public int read(byte[] bytes, int from, int wanted) throws IOException {
      return stream.read(bytes, from, wanted);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}

package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.StoredFile;
import io.esync.connectors.filesystem.read.ParquetRecords;
import io.esync.operators.model.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Joins files of one schema that {@link RowFiles} wrote into one, row by row in their order. */
final class FileJoin extends OutputStreamBasedFileCompactor {
  private static final long serialVersionUID = 1L;

  private final RowFiles files;

  FileJoin(RowFiles files) {
    this.files = files;
  }

  @Override
  protected void doCompact(List<Path> inputs, OutputStream out) throws IOException {
    switch (files.format()) {
      case JSON_LINES -> text(inputs, false, out);
      case CSV -> text(inputs, true, out);
      case AVRO -> avro(inputs, out);
      case PARQUET -> parquet(inputs, out);
    }
  }

  private static StoredFile stored(Path path) throws IOException {
    FileSystem fileSystem = path.getFileSystem();
    return new StoredFile(fileSystem, path, fileSystem.getFileStatus(path).getLen());
  }

  private void text(List<Path> inputs, boolean header, OutputStream out) throws IOException {
    try (OutputStream joined = TextFile.compressed(out, files.compression())) {
      boolean first = true;
      for (Path input : inputs) {
        try (InputStream in = new BufferedInputStream(stored(input).content(0))) {
          if (header && !first) {
            skipLine(in);
          }
          in.transferTo(joined);
        }
        first = false;
      }
    }
  }

  /** A line of CSV ends with the first line feed that stands in no quotes. */
  private static void skipLine(InputStream in) throws IOException {
    boolean quoted = false;
    for (int c = in.read(); c >= 0 && (c != '\n' || quoted); c = in.read()) {
      quoted ^= c == '"';
    }
  }

  private void avro(List<Path> inputs, OutputStream out) throws IOException {
    try (DataFileWriter<GenericRecord> joined = new DataFileWriter<>(new GenericDatumWriter<>())) {
      joined.setCodec(AvroFile.codec(files.compression()));
      boolean first = true;
      for (Path input : inputs) {
        try (DataFileStream<GenericRecord> in =
            new DataFileStream<>(stored(input).content(0), new GenericDatumReader<>())) {
          if (first) {
            joined.create(in.getSchema(), new TextFile.Unclosed(out));
          }
          for (GenericRecord record : in) {
            joined.append(record);
          }
        }
        first = false;
      }
    }
  }

  private void parquet(List<Path> inputs, OutputStream out) throws IOException {
    RowFile joined = null;
    for (Path input : inputs) {
      StoredFile file = stored(input);
      try (ParquetRecords in = new ParquetRecords(file, 0, file.getLength(), null)) {
        for (Row row = in.nextRow(); row != null; row = in.nextRow()) {
          if (joined == null) {
            joined = files.open(row.schema(), new Counted(out));
          }
          joined.add(row);
        }
      }
    }
    if (joined != null) {
      joined.finish();
    }
  }

  /** Knows its position, as Parquet wants it; who opened the stream closes it. */
  private static final class Counted extends FSDataOutputStream {
    private final OutputStream out;
    private long position;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}

package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig;
import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Begins files. A file takes its schema from its first row. */
final class RowFiles implements BulkWriter.Factory<FileRow> {
  private static final long serialVersionUID = 1L;

  private final Format format;
  private final Mode mode;
  private final Compression compression;

  RowFiles(FilesystemConfig config) {
    this.format = config.format();
    this.mode = config.mode();
    this.compression = config.compression();
  }

  Format format() {
    return format;
  }

  Compression compression() {
    return compression;
  }

  /** What the names of files end with. */
  String suffix() {
    return switch (format) {
      case JSON_LINES -> ".jsonl" + TextFile.suffix(compression);
      case CSV -> ".csv" + TextFile.suffix(compression);
      case AVRO -> ".avro";
      case PARQUET -> ".parquet";
    };
  }

  @Override
  public BulkWriter<FileRow> create(FSDataOutputStream out) {
    return new Writer(out);
  }

  RowFile open(RowSchema schema, FSDataOutputStream out) throws IOException {
    boolean partial = mode == Mode.CHANGELOG;
    return switch (format) {
      case JSON_LINES -> new JsonLinesFile(TextFile.compressed(out, compression));
      case CSV -> new CsvFile(schema, partial, TextFile.compressed(out, compression));
      case AVRO -> new AvroFile(schema, partial, compression, out);
      case PARQUET -> new ParquetFile(schema, partial, compression, out);
    };
  }

  /** Waits for the first row. */
  private final class Writer implements BulkWriter<FileRow> {
    private final FSDataOutputStream out;
    private RowFile file;

    Writer(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void addElement(FileRow element) throws IOException {
      if (file == null) {
        file = open(element.row().schema(), out);
      }
      file.add(element.row());
    }

    @Override
    public void flush() throws IOException {
      if (file != null) {
        file.flush();
      }
    }

    @Override
    public void finish() throws IOException {
      if (file != null) {
        file.finish();
      }
    }
  }
}

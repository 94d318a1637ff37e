package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.spi.avro.AvroSchemas;
import io.esync.connectors.spi.avro.RowToAvro;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Rows as records of Avro, see {@link io.esync.connectors.spi.avro}. */
final class AvroFile implements RowFile {
  private static final String RECORD = "io.esync.change";

  private final RowToAvro records;
  private final DataFileWriter<GenericRecord> file;

  AvroFile(RowSchema rows, boolean partial, Compression compression, OutputStream out)
      throws IOException {
    Schema schema = partial ? AvroSchemas.withAbsent(rows, RECORD) : AvroSchemas.of(rows, RECORD);
    records = new RowToAvro(rows, schema);
    file = new DataFileWriter<>(new GenericDatumWriter<>(schema));
    file.setCodec(codec(compression));
    file.create(schema, new TextFile.Unclosed(out));
  }

  static CodecFactory codec(Compression compression) {
    return switch (compression) {
      case NONE -> CodecFactory.nullCodec();
      case GZIP -> CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL);
      case ZSTD -> CodecFactory.zstandardCodec(CodecFactory.DEFAULT_ZSTANDARD_LEVEL);
      case SNAPPY -> CodecFactory.snappyCodec();
    };
  }

  @Override
  public void add(Row row) throws IOException {
    file.append(records.record(row));
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void finish() throws IOException {
    file.close();
  }
}

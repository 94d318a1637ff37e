package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.formats.parquet.ParquetWriterFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Rows in a Parquet file. Holds up to a row group in memory. */
final class ParquetFile implements RowFile {
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final BulkWriter<Row> writer;

  ParquetFile(RowSchema schema, boolean partial, Compression compression, FSDataOutputStream out)
      throws IOException {
    ParquetRowWriter rows = new ParquetRowWriter(schema, partial);
    writer =
        new ParquetWriterFactory<Row>(
                file ->
                    new Builder(file, rows)
                        .withCompressionCodec(codec(compression))
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .build())
            .create(out);
  }

  private static CompressionCodecName codec(Compression compression) {
    return switch (compression) {
      case NONE -> CompressionCodecName.UNCOMPRESSED;
      case GZIP -> CompressionCodecName.GZIP;
      case ZSTD -> CompressionCodecName.ZSTD;
      case SNAPPY -> CompressionCodecName.SNAPPY;
    };
  }

  @Override
  public void add(Row row) throws IOException {
    writer.addElement(row);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void finish() throws IOException {
    writer.finish();
  }

  /** Gives Parquet our way to write rows. */
  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final ParquetRowWriter rows;

    Builder(OutputFile file, ParquetRowWriter rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }
}

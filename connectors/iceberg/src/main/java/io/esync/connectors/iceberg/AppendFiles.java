package io.esync.connectors.iceberg;

import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.PartitionedFanoutWriter;

/** Writes rows beside those that are there. */
final class AppendFiles extends PartitionedFanoutWriter<Record> implements RowFiles {
  private final InternalRecordWrapper rows;
  private final PartitionKey partition;

  AppendFiles(
      PartitionSpec spec,
      FileFormat format,
      FileWriterFactory<Record> writers,
      OutputFileFactory outputs,
      FileIO io,
      long targetSize,
      Schema schema) {
    super(spec, format, writers, outputs, io, targetSize);
    this.rows = new InternalRecordWrapper(schema.asStruct());
    this.partition = new PartitionKey(spec, schema);
  }

  @Override
  protected PartitionKey partition(Record row) {
    partition.partition(rows.wrap(row));
    return partition;
  }

  @Override
  public void delete(Record row) {
    throw new IllegalStateException("nothing is deleted where changes are appended");
  }
}

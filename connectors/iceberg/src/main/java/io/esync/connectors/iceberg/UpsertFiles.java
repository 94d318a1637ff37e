package io.esync.connectors.iceberg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.BaseTaskWriter;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Writes rows in place of those of the same key: an equality delete for what the table holds, a
 * position delete for what was written into these same files before.
 */
final class UpsertFiles extends BaseTaskWriter<Record> implements RowFiles {
  private final Schema schema;
  private final Schema keySchema;
  private final int[] keyPositions;
  private final InternalRecordWrapper rows;
  private final InternalRecordWrapper keys;
  private final PartitionKey partition;
  private final Map<PartitionKey, Delta> deltas = new HashMap<>();

  UpsertFiles(
      PartitionSpec spec,
      FileFormat format,
      FileWriterFactory<Record> writers,
      OutputFileFactory outputs,
      FileIO io,
      long targetSize,
      Schema schema,
      Schema keySchema) {
    super(spec, format, writers, outputs, io, targetSize);
    this.schema = schema;
    this.keySchema = keySchema;
    this.keyPositions = positions(schema, keySchema);
    this.rows = new InternalRecordWrapper(schema.asStruct());
    this.keys = new InternalRecordWrapper(keySchema.asStruct());
    this.partition = new PartitionKey(spec, schema);
  }

  private static int[] positions(Schema schema, Schema keySchema) {
    List<Integer> positions = new ArrayList<>();
    for (NestedField key : keySchema.columns()) {
      positions.add(schema.columns().indexOf(schema.findField(key.fieldId())));
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void write(Record row) throws IOException {
    Delta delta = delta(row);
    delta.deleteKey(key(row));
    delta.write(row);
  }

  @Override
  public void delete(Record row) throws IOException {
    delta(row).deleteKey(key(row));
  }

  private Record key(Record row) {
    Record key = GenericRecord.create(keySchema);
    for (int i = 0; i < keyPositions.length; i++) {
      key.set(i, row.get(keyPositions[i]));
    }
    return key;
  }

  /** The files of the row's partition; key fields alone decide it. */
  private Delta delta(Record row) {
    partition.partition(rows.wrap(row));
    Delta delta = deltas.get(partition);
    if (delta == null) {
      PartitionKey own = partition.copy();
      delta = new Delta(own);
      deltas.put(own, delta);
    }
    return delta;
  }

  @Override
  public void close() throws IOException {
    for (Delta delta : deltas.values()) {
      delta.close();
    }
    deltas.clear();
  }

  private final class Delta extends BaseEqualityDeltaWriter {
    Delta(PartitionKey partition) {
      super(spec().isUnpartitioned() ? null : partition, schema, keySchema);
    }

    @Override
    protected StructLike asStructLike(Record row) {
      return rows.wrap(row);
    }

    @Override
    protected StructLike asStructLikeKey(Record key) {
      return keys.wrap(key);
    }
  }
}

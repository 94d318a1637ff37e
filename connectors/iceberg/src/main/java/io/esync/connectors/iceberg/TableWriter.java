package io.esync.connectors.iceberg;

import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.WriteResult;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Writes the rows of one table into files that no reader sees before they are committed.
 *
 * <p>Its memory is bounded: for each row since the last checkpoint it keeps key and place, and
 * after {@link #GENERATION_ROWS} rows it finishes the files and begins a new generation of them.
 */
final class TableWriter {
  static final int GENERATION_ROWS = 500_000;

  private final TableRoute route;
  private final Table table;
  private final int subtask;
  private final int attempt;
  private final List<WrittenFiles> finished = new ArrayList<>();
  private final Map<RowSchema, int[]> positions = new HashMap<>();

  private Schema schema;
  private PartitionSpec spec;
  private RowFiles files;
  private int generation;
  private int rows;

  TableWriter(TableRoute route, Table table, int subtask, int attempt) {
    this.route = route;
    this.table = table;
    this.subtask = subtask;
    this.attempt = attempt;
    this.schema = table.schema();
    this.spec = table.spec();
  }

  /** Writes {@code row}, whose fields are columns of the table, or deletes the row of its key. */
  void write(Row row, boolean delete) throws IOException {
    int[] columns = positions(row.schema());
    if (files == null) {
      files = open(row.schema());
    }
    Record record = GenericRecord.create(schema);
    for (int i = 0; i < columns.length; i++) {
      record.set(columns[i], RecordValues.of(row.get(i)));
    }
    if (delete) {
      files.delete(record);
    } else {
      files.write(record);
    }
    if (++rows >= GENERATION_ROWS) {
      finish();
    }
  }

  /** The places of the row's fields among the columns; looks at the table again for new ones. */
  private int[] positions(RowSchema row) throws IOException {
    int[] columns = positions.get(row);
    if (columns != null) {
      return columns;
    }
    columns = columns(row);
    if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
      finish();
      table.refresh();
      schema = table.schema();
      spec = table.spec();
      positions.clear();
      columns = columns(row);
      if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
        throw new IllegalStateException(
            "table '%s' has lost a column of %s".formatted(route.table(), row.fields()));
      }
    }
    positions.put(row, columns);
    return columns;
  }

  /** By name and type: -1 for a column that is not there, or not yet as wide. */
  private int[] columns(RowSchema row) {
    return row.fields().stream()
        .mapToInt(
            field -> {
              var column = schema.findField(field.name());
              return column != null
                      && ColumnTypes.valueType(column.type())
                          .filter(field.type()::equals)
                          .isPresent()
                  ? schema.columns().indexOf(column)
                  : -1;
            })
        .toArray();
  }

  private RowFiles open(RowSchema row) {
    Map<String, String> properties = table.properties();
    FileFormat format =
        FileFormat.fromString(
            properties.getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT));
    long size =
        PropertyUtil.propertyAsLong(
            properties,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    OutputFileFactory outputs =
        OutputFileFactory.builderFor(table, subtask, attempt)
            .format(format)
            .defaultSpec(spec)
            .operationId(UUID.randomUUID().toString())
            .build();
    GenericFileWriterFactory.Builder writers =
        new GenericFileWriterFactory.Builder(table)
            .dataSchema(schema)
            .dataFileFormat(format)
            .deleteFileFormat(format);
    if (!route.upserts()) {
      return new AppendFiles(spec, format, writers.build(), outputs, table.io(), size, schema);
    }
    Set<Integer> ids = new HashSet<>();
    route.keyOf(row).forEach(name -> ids.add(schema.findField(name).fieldId()));
    Schema keySchema = TypeUtil.select(schema, ids);
    FileWriterFactory<Record> keyed =
        writers
            .equalityFieldIds(ids.stream().mapToInt(Integer::intValue).toArray())
            .equalityDeleteRowSchema(keySchema)
            .build();
    return new UpsertFiles(spec, format, keyed, outputs, table.io(), size, schema, keySchema);
  }

  private void finish() throws IOException {
    if (files == null) {
      return;
    }
    WriteResult result = files.complete();
    files = null;
    rows = 0;
    List<String> dataFiles = json(result.dataFiles());
    List<String> deleteFiles = json(result.deleteFiles());
    if (!dataFiles.isEmpty() || !deleteFiles.isEmpty()) {
      finished.add(new WrittenFiles(route.table(), generation++, dataFiles, deleteFiles));
    }
  }

  private List<String> json(ContentFile<?>[] written) {
    return Arrays.stream(written).map(file -> ContentFileParser.toJson(file, spec)).toList();
  }

  /** Finishes all files since the last call. */
  List<WrittenFiles> complete() throws IOException {
    finish();
    List<WrittenFiles> result = List.copyOf(finished);
    finished.clear();
    generation = 0;
    return result;
  }

  /** Deletes the files that are open. */
  void abort() throws IOException {
    if (files != null) {
      files.abort();
      files = null;
    }
  }
}

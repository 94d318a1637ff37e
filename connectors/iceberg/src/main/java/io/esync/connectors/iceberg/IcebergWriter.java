package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.CatalogAccess.OpenCatalog;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes encoded changes into files, and hands them on at each checkpoint. The changes of a key
 * come to one writer. No state: what a writer has not handed on is written again after a failure.
 */
final class IcebergWriter implements CommittingSinkWriter<ChangeRecord, WrittenFiles> {
  private final OpenCatalog catalog;
  private final Map<String, TableRoute> routes;
  private final int subtask;
  private final int attempt;
  private final Map<String, TableWriter> tables = new HashMap<>();

  IcebergWriter(OpenCatalog catalog, Map<String, TableRoute> routes, WriterInitContext context) {
    this.catalog = catalog;
    this.routes = routes;
    this.subtask = context.getTaskInfo().getIndexOfThisSubtask();
    this.attempt = context.getTaskInfo().getAttemptNumber();
  }

  @Override
  public void write(ChangeRecord change, Context context) throws IOException {
    TableWriter table = tables.get(change.entity());
    if (table == null) {
      TableRoute route = routes.get(change.entity());
      table =
          new TableWriter(route, catalog.catalog().loadTable(route.identifier()), subtask, attempt);
      tables.put(change.entity(), table);
    }
    table.write(change.row(), change.op() == ChangeOp.DELETE);
  }

  @Override
  public void flush(boolean endOfInput) {
    // prepareCommit, which follows, finishes the files
  }

  @Override
  public List<WrittenFiles> prepareCommit() throws IOException {
    List<WrittenFiles> files = new ArrayList<>();
    for (TableWriter table : tables.values()) {
      files.addAll(table.complete());
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    try (catalog) {
      for (TableWriter table : tables.values()) {
        table.abort();
      }
    }
  }
}

package io.esync.jobs.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;

/** {@code iceberg.yaml}: the lines of a file that grows into a table of Iceberg. */
final class IcebergExample implements Example {
  private static final TableIdentifier TABLE = TableIdentifier.parse("crm.contacts");

  private final GrowingFile inbox;
  private final Path warehouse;

  IcebergExample(Path folder) throws IOException {
    this.inbox = new GrowingFile(folder.resolve("in"));
    this.warehouse = folder.resolve("warehouse");
  }

  @Override
  public String file() {
    return "iceberg.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "path: pipelines/data",
        "path: " + inbox.folder(),
        ".esync/data/iceberg",
        warehouse.toString(),
        "interval: 1s",
        "interval: 50ms");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void put(long id, String name) throws IOException {
    inbox.put(id, name);
  }

  @Override
  public void delete(long id) throws IOException {
    inbox.delete(id);
  }

  @Override
  public Map<Long, String> source() {
    return inbox.rows();
  }

  @Override
  public Map<Long, String> target() throws IOException {
    Map<Long, String> rows = new HashMap<>();
    try (HadoopCatalog catalog = new HadoopCatalog(new Configuration(), warehouse.toString())) {
      if (catalog.tableExists(TABLE)) {
        try (CloseableIterable<Record> records =
            IcebergGenerics.read(catalog.loadTable(TABLE)).build()) {
          for (Record row : records) {
            rows.put(((Number) row.getField("id")).longValue(), (String) row.getField("name"));
          }
        }
      }
    }
    return rows;
  }

  @Override
  public void close() {}
}

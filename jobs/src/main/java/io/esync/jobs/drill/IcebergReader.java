package io.esync.jobs.drill;

import io.esync.connectors.iceberg.FlinkFileIO;
import io.esync.connectors.testkit.FlinkPlugins;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads a table all the time, whole, as any engine would. A read that fails or finds a key twice is
 * a flaw.
 */
final class IcebergReader implements AutoCloseable {
  private static final int MOST_FLAWS = 10;

  private final S3Server s3;
  private final String bucket;
  private final Catalog catalog;
  private final TableIdentifier name;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> flaws = new CopyOnWriteArrayList<>();
  private final AtomicLong looks = new AtomicLong();
  private volatile boolean stopped;
  private volatile List<Row> rows = List.of();
  private volatile long files;
  private Future<?> looking;

  private IcebergReader(S3Server s3, String bucket, Catalog catalog, TableIdentifier name) {
    this.s3 = s3;
    this.bucket = bucket;
    this.catalog = catalog;
    this.name = name;
  }

  /** Begins to read; the table may come later. */
  static IcebergReader start(
      S3Server s3, String bucket, PostgresServer server, String database, TableIdentifier name) {
    FlinkPlugins.useFileSystems(s3.flinkOptions());
    Catalog catalog =
        CatalogUtil.loadCatalog(
            "org.apache.iceberg.jdbc.JdbcCatalog",
            // the catalogue's own name is part of its entries
            "esync",
            Map.of(
                "uri", server.jdbcUrl(database),
                "jdbc.user", server.user(),
                "jdbc.password", server.password(),
                "jdbc.schema-version", "V1",
                "warehouse", "s3://" + bucket + "/warehouse",
                "io-impl", FlinkFileIO.class.getName()),
            null);
    IcebergReader reader = new IcebergReader(s3, bucket, catalog, name);
    reader.looking = reader.thread.submit(reader::readOnAndOn);
    return reader;
  }

  private void readOnAndOn() {
    Table table = null;
    while (!stopped) {
      try {
        table = table == null ? catalog.loadTable(name) : table;
        read(table);
      } catch (NoSuchTableException e) {
        Thread.onSpinWait(); // not created yet
      } catch (IOException | RuntimeException e) {
        flaw("a read failed: " + e);
      }
    }
  }

  private void read(Table table) throws IOException {
    table.refresh();
    List<Row> read = new ArrayList<>();
    Set<Object> ids = new HashSet<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        if (!ids.add(record.getField("id"))) {
          flaw("the key " + record.getField("id") + " stands twice");
        }
        read.add(row(record));
      }
    }
    files =
        table.currentSnapshot() == null
            ? 0
            : Long.parseLong(table.currentSnapshot().summary().get("total-data-files"));
    rows = read;
    looks.incrementAndGet();
  }

  private static Row row(Record record) {
    List<Field> fields = LandedLines.SCHEMA.fields();
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = record.getField(fields.get(i).name());
      values[i] = value instanceof OffsetDateTime time ? time.toInstant() : value;
    }
    return Row.of(LandedLines.SCHEMA, values);
  }

  private void flaw(String text) {
    if (flaws.size() < MOST_FLAWS) {
      flaws.add(text);
    }
  }

  /** Waits for a read that begins now. */
  void awaitLook() throws InterruptedException {
    long enough = looks.get() + 2;
    while (looks.get() < enough && !looking.isDone()) {
      Thread.sleep(10);
    }
  }

  /** The rows of the last read. */
  List<Row> rows() {
    return rows;
  }

  long markers() {
    return rows.stream().filter(row -> (Long) row.get("id") < 0).count();
  }

  long looks() {
    return looks.get();
  }

  /** Data files of the table at the last read. */
  long files() {
    return files;
  }

  List<String> flaws() {
    return flaws;
  }

  /** Records in the DLQ, whose files hold lines. */
  long rejected() {
    return s3.keys(bucket, "reports/").stream()
        .filter(key -> key.contains("/dlq/") && !key.matches("(.*/)?[._].*") && !key.endsWith("/"))
        .mapToLong(key -> new String(s3.read(bucket, key), StandardCharsets.UTF_8).lines().count())
        .sum();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    thread.shutdown();
    if (catalog instanceof java.io.Closeable closeable) {
      closeable.close();
    }
  }
}

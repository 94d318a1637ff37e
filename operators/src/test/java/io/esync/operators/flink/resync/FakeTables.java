package io.esync.operators.flink.resync;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Field;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Tables of numbers, a negative one of which is unreadable; each number is a chunk of its own. */
final class FakeTables implements Rereader, TableReader {
  private static final long serialVersionUID = 1L;
  static final RowSchema SCHEMA =
      RowSchema.of(List.of(new Field("id", DataType.BIGINT)), List.of("id"));

  final transient Map<String, List<Long>> tables = new TreeMap<>();
  final transient List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final transient AtomicInteger failures = new AtomicInteger();

  /** Chunks behind the first wait for it. */
  transient CountDownLatch gate = new CountDownLatch(0);

  FakeTables with(String stream, Long... rows) {
    tables.put(stream, List.of(rows));
    return this;
  }

  @Override
  public TableReader open() {
    return this;
  }

  @Override
  public List<String> streams() {
    return List.copyOf(tables.keySet());
  }

  @Override
  public Since since() {
    calls.add("since");
    return new Since(new SourceVersion(0, 50, 0), 100);
  }

  @Override
  public String chunk(String stream, String from, Since since, Rows rows)
      throws IOException, InterruptedException {
    int at = from == null ? 0 : Integer.parseInt(from);
    if (at > 0) {
      gate.await();
    }
    if (failures.get() > 0) {
      failures.decrementAndGet();
      throw new IOException("the table is on fire");
    }
    calls.add(stream + "@" + at);
    List<Long> all = tables.get(stream);
    if (at < all.size()) {
      rows.take(List.of(record(stream, all.get(at), since)));
    }
    return at + 1 < all.size() ? Integer.toString(at + 1) : null;
  }

  private static SourceRecord record(String stream, long id, Since since) {
    Origin origin = new Origin("crm", stream, since.rows(), Origin.UNKNOWN_TIME, 0, true);
    return id < 0
        ? new Malformed(origin, "?".getBytes(UTF_8), ErrorCode.UNREPRESENTABLE_VALUE, "negative")
        : new SourceChange(origin, ChangeOp.UPSERT, null, Row.of(SCHEMA, id));
  }

  @Override
  public List<SourceRecord> rows(String stream, Map<String, Object> key, Since since) {
    long id = Long.parseLong(key.get("id").toString());
    return tables.get(stream).contains(id) ? List.of(record(stream, id, since)) : List.of();
  }

  @Override
  public SourceChange gone(String stream, Map<String, Object> key, Since since) {
    Origin origin = new Origin("crm", stream, since.gone(), Origin.UNKNOWN_TIME, 0, false);
    Row row = Row.of(SCHEMA, Long.parseLong(key.get("id").toString()));
    return new SourceChange(origin, ChangeOp.DELETE, row, null);
  }

  @Override
  public void close() {
    // holds nothing
  }
}

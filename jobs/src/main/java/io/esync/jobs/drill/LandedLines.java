package io.esync.jobs.drill;

import io.esync.connectors.testkit.S3Server;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Changes that land as files of JSON lines on S3, and the rows that they leave: of the columns of
 * {@link DrillTable}, one file after another, their names rising.
 */
final class LandedLines {
  static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.BIGINT),
              new Field("name", DataType.STRING),
              new Field("amount", DataType.decimal(18, 4)),
              new Field("score", DataType.DOUBLE),
              new Field("flag", DataType.BOOLEAN),
              new Field("tags", DataType.arrayOf(DataType.STRING)),
              new Field("payload", DataType.JSON),
              new Field("note", DataType.STRING),
              new Field("touched", DataType.TIMESTAMPTZ),
              new Field("version", DataType.INT)),
          List.of("id"));

  private static final int LINES_OF_A_FILE = 5_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final S3Server s3;
  private final String bucket;
  private final Random random;
  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final StringBuilder lines = new StringBuilder();
  private int waiting;
  private int files;
  private int changes;

  LandedLines(S3Server s3, String bucket, Random random) {
    this.s3 = s3;
    this.bucket = bucket;
    this.random = random;
  }

  /** Lands rows with ids from 1 on. */
  void insert(int number) {
    for (long id = 1; id <= number; id++) {
      upsert(id);
    }
    land();
  }

  /** Lands changes of random rows, one in five a delete; a deleted one may come again. */
  void change(int number, int ids) {
    for (int i = 0; i < number; i++) {
      long id = 1L + random.nextInt(ids);
      if (random.nextInt(5) == 0) {
        rows.remove(id);
        line("{\"id\":" + id + ",\"_op\":\"delete\"}");
      } else {
        upsert(id);
      }
      changes++;
    }
    land();
  }

  /** Lands rows below 0 that come last of all. */
  void mark(int number) {
    for (long id = 1; id <= number; id++) {
      upsert(-id);
    }
    land();
  }

  private void upsert(long id) {
    int version = random.nextInt(1_000_000);
    Row row =
        Row.of(
            SCHEMA,
            id,
            "name " + id,
            BigDecimal.valueOf(random.nextInt(), 4),
            id / 3.0,
            id % 2 == 0,
            Arrays.asList("a" + version % 10, null, "c"),
            "{\"n\":" + version + "}",
            id % 50 == 0 ? "note ".repeat(200) : null,
            BEGIN.plusMillis(version),
            version);
    rows.put(id, row);
    line(RowJson.text(row));
  }

  private void line(String text) {
    lines.append(text).append('\n');
    if (++waiting >= LINES_OF_A_FILE) {
      land();
    }
  }

  private void land() {
    if (waiting > 0) {
      s3.put(bucket, "in/%08d.jsonl".formatted(++files), lines.toString());
      lines.setLength(0);
      waiting = 0;
    }
  }

  /** What is there after all that landed. */
  Collection<Row> rows() {
    return rows.values();
  }

  /** How many rows were changed after they were inserted. */
  int changes() {
    return changes;
  }
}

package io.esync.jobs.examples;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.S3Server;
import io.esync.jobs.drill.ParquetObjects;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** {@code lake.yaml}: the changes of a table of PostgreSQL as Parquet on S3. */
final class LakeExample implements Example {
  private final PostgresServer postgres;
  private final S3Server s3;

  LakeExample(ExampleServers servers) {
    this.postgres = servers.postgres();
    this.s3 = servers.s3();
    s3.createBucket("lake");
    postgres.createDatabase("shop");
    // names are customers' numbers here
    postgres.execute(
        "shop",
        "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total numeric(12,2),"
            + " placed_at timestamptz, name text)");
  }

  @Override
  public String file() {
    return "lake.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of("port: 5432", "port: " + postgres.port());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("SHOP_PASSWORD", ExampleServers.PASSWORD, "LAKE_PATH", "s3://lake/esync");
  }

  @Override
  public void put(long id, String name) {
    postgres.execute(
        "shop",
        "INSERT INTO orders VALUES (%d, 1, 9.95, now(), '%s') ON CONFLICT (id) DO UPDATE SET name = '%2$s'"
            .formatted(id, name));
  }

  @Override
  public void delete(long id) {
    postgres.execute("shop", "DELETE FROM orders WHERE id = " + id);
  }

  @Override
  public Map<Long, String> source() throws Exception {
    return Rows.ofQuery(postgres, "shop", "SELECT id, name FROM orders");
  }

  @Override
  public Map<Long, String> target() throws IOException {
    Map<Long, String> rows = new HashMap<>();
    for (Row change : new ParquetObjects(s3, "lake").changes("esync/")) {
      if (change.get("_op").equals("delete")) {
        rows.remove((Long) change.get("id"));
      } else {
        rows.put((Long) change.get("id"), (String) change.get("name"));
      }
    }
    return rows;
  }

  @Override
  public void close() {}
}

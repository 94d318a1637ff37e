package io.esync.jobs.demo;

import io.esync.connectors.testkit.S3Server;
import io.esync.jobs.drill.ParquetObjects;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An S3 server with the bucket {@value #BUCKET}, in which each version of a customer is kept. */
final class DemoLake implements AutoCloseable {
  static final String BUCKET = "lake";

  private static final String FOLDER = "customer-360/customers/";

  private final S3Server server;

  private DemoLake(S3Server server) {
    this.server = server;
  }

  /** Starts the server and creates the bucket. */
  static DemoLake start(Path folder, int port) {
    DemoLake lake = new DemoLake(S3Server.start(folder, port));
    lake.server.createBucket(BUCKET);
    return lake;
  }

  /** What the references in {@code pipelines/customer-360.yaml} stand for. */
  Map<String, String> environment() {
    return Map.of("LAKE_PATH", "s3://" + BUCKET + "/customer-360");
  }

  /** What Flink's configuration must say, so that {@code s3://lake} is this one. */
  Map<String, String> flinkOptions() {
    return server.flinkOptions();
  }

  /** The finished files, as readers find them. */
  List<String> files() {
    return objects().below(FOLDER);
  }

  private ParquetObjects objects() {
    return new ParquetObjects(server, BUCKET);
  }

  /** The customers by id: of each the latest version, none where that is a delete. */
  Map<Long, Customer> customers() {
    List<Row> versions;
    try {
      versions = objects().changes(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Long, Customer> customers = new HashMap<>();
    for (Row version : versions) {
      Long id = (Long) version.get("customer_id");
      if (version.get("_op").equals("delete")) {
        customers.remove(id);
      } else {
        customers.put(id, customer(id, version));
      }
    }
    return customers;
  }

  private static Customer customer(long id, Row row) {
    return new Customer(
        id,
        (String) value(row, "name"),
        (String) value(row, "email"),
        (String) value(row, "phone"),
        (String) value(row, "country"),
        (Instant) value(row, "last_contact"),
        (String) value(row, "plan"),
        (BigDecimal) value(row, "balance"),
        (Instant) value(row, "last_seen"),
        (Boolean) value(row, "newsletter"));
  }

  /** What no source was heard of yet is absent. */
  private static Object value(Row row, String field) {
    Object value = row.get(field);
    return value == Row.ABSENT ? null : value;
  }

  /** The address for people. */
  String address() {
    return "s3://%s/%s at %s (key %s, secret %s)"
        .formatted(BUCKET, FOLDER, server.endpoint(), server.accessKey(), server.secretKey());
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.esync.connectors.http;

import io.esync.connectors.http.HttpConfig.Breaker;
import io.esync.connectors.http.HttpConfig.Format;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import io.esync.connectors.testkit.http.RestCollection;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An API that takes customers, and a writer of them. */
final class TestTarget implements AutoCloseable {
  static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("name", DataType.STRING)),
          List.of("id"));
  static final HttpRoute PUT = route("PUT", "/customers/{{id}}", "DELETE");
  static final HttpRoute POST = new HttpRoute(request("POST", "/customers", null), null, true);

  private static final String PATH = "/v2/customers";

  final HttpServer server = HttpServer.start();
  final RestCollection customers = new RestCollection(PATH, "id");

  private Format format = Format.SINGLE;
  private HttpRoute route = PUT;
  private int concurrency = 4;
  private ClientOptions client = TestApi.PATIENT;
  private Breaker breaker = new Breaker(1000, Duration.ofMillis(1));
  private long version;

  TestTarget() {
    server.serve(PATH, customers);
    server.serve("/v2", request -> Reply.json("{}"));
  }

  static HttpRoute route(String upsert, String path, String delete) {
    return new HttpRoute(request(upsert, path, null), request(delete, path, null), false);
  }

  static RequestOptions request(String method, String path, String body) {
    return new RequestOptions(method, path, body);
  }

  TestTarget format(Format of) {
    format = of;
    return this;
  }

  TestTarget route(HttpRoute to) {
    route = to;
    return this;
  }

  TestTarget concurrency(int requests) {
    concurrency = requests;
    return this;
  }

  TestTarget impatient() {
    client = TestApi.IMPATIENT;
    return this;
  }

  TestTarget breaker(int failures, Duration pause) {
    breaker = new Breaker(failures, pause);
    return this;
  }

  HttpRoute route() {
    return route;
  }

  HttpConfig config() {
    return config(server.url() + "/v2");
  }

  HttpConfig config(String url) {
    return new HttpConfig(
        url,
        new AuthOptions(null, Secret.of("geheim"), null, null),
        Map.of(),
        format,
        100,
        Duration.ofMillis(20),
        concurrency,
        Duration.ofSeconds(20),
        client,
        List.of("401", "403", "407", "3xx"),
        breaker,
        "Idempotency-Key",
        null);
  }

  TargetContext<HttpRoute> context() {
    Contract contract =
        new Contract("customer", List.of("id"), SCHEMA.fields(), List.of(), SchemaEvolution.EVOLVE);
    return new TargetContext<>("shop", "crm", Map.of("customer", new Route<>(route, contract)));
  }

  TargetWriter writer() {
    return HttpTarget.of(config(), context()).open();
  }

  ChangeRecord upsert(long id, String name) {
    return change(id, ChangeOp.UPSERT, Row.of(SCHEMA, id, name));
  }

  ChangeRecord delete(long id) {
    return change(id, ChangeOp.DELETE, Row.of(SCHEMA.keySchema(), id));
  }

  private ChangeRecord change(long id, ChangeOp op, Row row) {
    version++;
    Origin origin =
        new Origin("crm", "customers", new SourceVersion(0, version, 0), version, version, false);
    return new ChangeRecord(EntityKey.of("customer", id), op, row, origin);
  }

  /** Names by id, as the API has them. */
  Map<Long, String> rows() {
    Map<Long, String> rows = new TreeMap<>();
    customers
        .content()
        .forEach((id, customer) -> rows.put(Long.valueOf(id), customer.get("name").asText()));
    return rows;
  }

  List<Received> sent() {
    return server.requests();
  }

  /** What a writer told of a batch. */
  static final class Told implements TargetWriter.Settled {
    final List<Long> written = new ArrayList<>();
    final Map<Long, TargetException> refused = new TreeMap<>();

    @Override
    public void written(ChangeRecord change) {
      written.add(id(change));
    }

    @Override
    public void refused(ChangeRecord change, TargetException why) {
      refused.put(id(change), why);
    }

    private static Long id(ChangeRecord change) {
      return (Long) change.row().get("id");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

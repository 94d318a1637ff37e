package io.esync.connectors.http;

import io.esync.connectors.spi.Schedule;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.collection.CursorOptions;
import io.esync.connectors.spi.http.AuthOptions;
import io.esync.connectors.spi.http.ClientOptions;
import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.http.PagingOptions.By;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.RestCollection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An API with one collection of customers, and what a source of it is configured with. */
final class TestApi implements AutoCloseable {
  static final PagingOptions NO_PAGING = new PagingOptions(By.NONE, null, null, null, 1, null);
  static final CursorOptions CURSOR =
      new CursorOptions(
          "updated_at", "updated_since", CursorOptions.Format.AUTO, Duration.ofMillis(100));
  static final ClientOptions PATIENT = client(Duration.ofSeconds(20));

  /** Still time enough for a good answer on a busy machine. */
  static final ClientOptions IMPATIENT = client(Duration.ofMillis(1500));

  private static final String PATH = "/v1/customers";

  final HttpServer server = HttpServer.start();
  final RestCollection customers = new RestCollection(PATH, "id");

  private AuthOptions auth;
  private PagingOptions paging = NO_PAGING;
  private ClientOptions client = PATIENT;
  private CursorOptions cursor = CURSOR;
  private Schedule deletes;
  private Map<String, String> from = Map.of();

  TestApi() {
    server.serve(PATH, customers);
  }

  private static ClientOptions client(Duration timeout) {
    return new ClientOptions(
        Duration.ofSeconds(10),
        timeout,
        null,
        List.of("408", "425", "429", "5xx"),
        Duration.ofSeconds(3),
        1 << 20);
  }

  TestApi auth(AuthOptions options) {
    auth = options;
    return this;
  }

  TestApi bearer(String token) {
    return auth(new AuthOptions(null, Secret.of(token), null, null));
  }

  TestApi paging(PagingOptions options) {
    paging = options;
    return this;
  }

  /** Pages of two records, found by cursor. */
  TestApi pagesOfTwo() {
    return paging(new PagingOptions(By.CURSOR, null, 2, "per_page", 1, "/next_cursor"));
  }

  /** Pages of two records, found by how many come before. */
  TestApi offsetsOfTwo() {
    return paging(new PagingOptions(By.OFFSET, null, 2, "per_page", 1, null));
  }

  /** Takes the name from elsewhere. */
  TestApi nameFrom(String pointer) {
    from = Map.of("name", pointer);
    return this;
  }

  TestApi impatient() {
    client = IMPATIENT;
    return this;
  }

  TestApi withoutCursor() {
    cursor = null;
    return this;
  }

  TestApi deletes(Duration every) {
    deletes = Schedule.every(every);
    return this;
  }

  HttpSourceConfig config() {
    return config(server.url() + "/v1");
  }

  HttpSourceConfig config(String url) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", "bigint");
    fields.put("name", "string");
    fields.put("born", "date");
    fields.put("updated_at", "timestamptz");
    StreamOptions stream =
        new StreamOptions(
            "/customers", Map.of(), "/data", List.of("id"), fields, from, cursor, deletes);
    return new HttpSourceConfig(
        url,
        Map.of("customers", stream),
        auth,
        Map.of("Accept", "application/json"),
        paging,
        client,
        Duration.ofMillis(20),
        1000);
  }

  static SourceContext context() {
    return new SourceContext(
        "shop", "crm", List.of(new SourceContext.Stream("customers", List.of("id"))));
  }

  PolledApi source() {
    return new PolledApi(new HttpStreams(config(), context()));
  }

  void put(long id, String name) {
    customers.put("{\"id\": " + id + ", \"name\": \"" + name + "\"}");
  }

  /** Puts in what the source cannot read. */
  void putBroken(long id, String text) {
    customers.putRaw(String.valueOf(id), text);
  }

  /** What was asked for since the last time, each with its query. */
  List<String> asked() {
    List<String> all = server.requests().stream().map(TestApi::describe).toList();
    List<String> news = all.subList(known, all.size());
    known = all.size();
    return news;
  }

  private int known;

  private static String describe(Received request) {
    return request.method() + " " + request.query();
  }

  @Override
  public void close() {
    server.close();
  }
}

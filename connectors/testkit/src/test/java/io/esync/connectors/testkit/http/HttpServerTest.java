package io.esync.connectors.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class HttpServerTest {
  private final HttpServer server = HttpServer.start();
  private final RestCollection customers = new RestCollection("/customers", "id");
  private final HttpClient client = HttpClient.newHttpClient();

  HttpServerTest() {
    server.serve("/customers", customers);
    customers.put("{\"id\": 1, \"name\": \"Ada\"}");
    customers.put("{\"id\": 2, \"name\": \"Grace\"}");
    customers.put("{\"id\": 3, \"name\": \"Edsger\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pages_name_the_next_one() throws Exception {
    HttpResponse<String> first = get("/customers?per_page=2");

    assertThat(first.body()).contains("Ada", "Grace", "\"c2\"").doesNotContain("Edsger");
    assertThat(first.headers().firstValue("Link"))
        .hasValue("</customers?offset=2&per_page=2>; rel=\"next\"");
    assertThat(get("/customers?per_page=2&page=2").body()).contains("Edsger").contains("null");
    assertThat(get("/customers?per_page=2&cursor=c2").body()).contains("Edsger");
    assertThat(get("/customers?per_page=2&offset=2").headers().firstValue("Link")).isEmpty();
  }

  @Test
  void what_has_not_changed_is_not_sent() throws Exception {
    String tag = get("/customers").headers().firstValue("ETag").orElseThrow();

    assertThat(get("/customers", "If-None-Match", tag).statusCode()).isEqualTo(304);
    customers.delete("1");
    assertThat(get("/customers", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void what_changed_since_is_told_alone() throws Exception {
    String since = customers.content().get("2").get("updated_at").asText();

    assertThat(get("/customers?updated_since=" + since).body())
        .contains("Grace", "Edsger")
        .doesNotContain("Ada");
  }

  @Test
  void objects_are_written_once_for_each_idempotency_key() throws Exception {
    assertThat(send("POST", "/customers", "{\"id\": 4, \"name\": \"Barbara\"}").statusCode())
        .isEqualTo(200);
    send("POST", "/customers", "{\"id\": 4, \"name\": \"Barbara\"}");
    send("PATCH", "/customers/1", "{\"born\": 1815}");

    assertThat(customers.posted()).containsExactly("4");
    assertThat(customers.content().get("1").get("name").asText()).isEqualTo("Ada");
    assertThat(send("PUT", "/customers/5", "{\"id\": 5, \"name\": \"refused\"}").statusCode())
        .isEqualTo(422);
    assertThat(customers.content()).doesNotContainKey("5");
  }

  @Test
  void each_fault_meets_one_request() throws Exception {
    server.fail(
        new Fault.Answers(Reply.of(429, "").with("Retry-After", "1")),
        new Fault.Resets(),
        new Fault.BreaksOff(),
        new Fault.Truncates());

    assertThat(get("/customers").headers().firstValue("Retry-After")).hasValue("1");
    assertThatThrownBy(() -> send("PUT", "/customers/9", "{}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get("/customers")).isInstanceOf(IOException.class);
    assertThat(get("/customers").body()).doesNotContain("Edsger");
    assertThat(get("/customers").body()).contains("Edsger");
    assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void the_answer_is_lost_after_the_work_was_done() {
    server.fail(new Fault.LosesTheAnswer());

    assertThatThrownBy(() -> send("POST", "/customers", "{\"id\": 4, \"name\": \"Barbara\"}"))
        .isInstanceOf(IOException.class);
    assertThat(customers.content()).containsKey("4");
  }

  @Test
  void an_answer_may_never_come_or_slowly() throws Exception {
    server.fail(new Fault.Hangs(), new Fault.Drips(Duration.ofMillis(1)));

    assertThatThrownBy(() -> get("/customers")).isInstanceOf(HttpTimeoutException.class);
    assertThat(get("/customers").body()).contains("Edsger");
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    if (method.equals("POST")) {
      request.header("Idempotency-Key", "the same");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofMillis(1500));
  }
}

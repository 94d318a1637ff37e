package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.http.EventSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/**
 * A source's reader and its endpoint, without the rest of Flink: the test says when it emits, when
 * a checkpoint begins and when one is complete.
 */
final class HookTask implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final WebhookConfig config;
  final Load load;
  private final Counts counts = new Counts();
  final Emitted emitted = new Emitted();
  private final WebhookReader reader;
  private HttpClient client = HttpClient.newHttpClient();
  private boolean closed;

  private HookTask(WebhookConfig config, WebhookSplit split) throws IOException {
    this.config = config;
    this.load = new Load(config.limits());
    WebhookMetrics metrics = new WebhookMetrics(counts, load);
    this.reader =
        new WebhookReader(
            "github",
            config.remember(),
            deliveries -> Endpoint.open("github", config, load, metrics, deliveries),
            load,
            metrics,
            InstantSource.system());
    reader.start();
    reader.addSplits(List.of(split));
    try {
      emit();
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  static HookTask start(WebhookConfig config) throws IOException {
    return new HookTask(config, WebhookSplit.empty());
  }

  /** Closes the reader and starts another one from a checkpoint. */
  HookTask restart(WebhookSplit checkpoint) throws IOException {
    close();
    WebhookSplit.Serializer serializer = new WebhookSplit.Serializer();
    return new HookTask(
        config, serializer.deserialize(serializer.getVersion(), serializer.serialize(checkpoint)));
  }

  void trust(SSLContext trusted) {
    client = HttpClient.newBuilder().sslContext(trusted).build();
  }

  /** A request with an event of GitHub, signed. */
  HttpRequest.Builder event(String delivery, String body) {
    String scheme = config.tls() == null ? "http" : "https";
    URI url = URI.create(scheme + "://localhost:" + config.port() + config.path());
    return HttpRequest.newBuilder(url)
        .version(HttpClient.Version.HTTP_1_1)
        .header("X-GitHub-Event", TestHook.STREAM)
        .header("X-GitHub-Delivery", delivery)
        .header("X-Hub-Signature-256", EventSender.signature(TestHook.SECRET, body))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** The bytes of a request with an event of GitHub, signed. */
  byte[] bytes(String delivery, String body) {
    StringBuilder head =
        new StringBuilder("POST " + config.path() + " HTTP/1.1\r\nHost: localhost\r\n");
    event(delivery, body)
        .build()
        .headers()
        .map()
        .forEach((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
    return (head + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII);
  }

  CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends an event about the issue 1. */
  CompletableFuture<HttpResponse<String>> send(String delivery, String name) {
    return send(event(delivery, TestHook.event("edited", 1, name)));
  }

  /** Emits what has come. */
  void emit() throws IOException {
    while (reader.isAvailable().isDone()) {
      reader.pollNext(emitted);
    }
  }

  /** Waits until so many records are emitted. */
  void awaitEmitted(int records) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              emit();
              return emitted.records.size() >= records;
            });
    assertThat(emitted.records).hasSize(records);
  }

  /** Waits until something has come, and emits it. */
  void awaitArrival() throws IOException {
    await().atMost(PATIENCE).until(() -> reader.isAvailable().isDone());
    emit();
  }

  /** What a metric below {@code esync} counts. */
  long count(String name) {
    return counts.of("esync." + name);
  }

  long refused(Refusal why) {
    return count("reason." + why + ".refused");
  }

  WebhookSplit beginCheckpoint(long checkpoint) {
    return reader.snapshotState(checkpoint).get(0);
  }

  void completeCheckpoint(long checkpoint) {
    reader.notifyCheckpointComplete(checkpoint);
  }

  static void awaitStatus(CompletableFuture<HttpResponse<String>> answer, int status) {
    await().atMost(PATIENCE).until(answer::isDone);
    assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(status);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      reader.close();
    }
  }
}

package io.esync.connectors.webhook;

import static io.esync.connectors.webhook.HookTask.awaitStatus;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.webhook.SignatureOptions.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and how much is held. */
@Timeout(240)
class EndpointTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private HookTask task;

  @AfterEach
  void stop() throws IOException {
    if (task != null) {
      task.close();
    }
  }

  @Test
  void a_wrong_signature_leaves_no_trace_but_a_count() throws Exception {
    start(TestHook.limits());
    HttpRequest.Builder forged = task.event("d1", TestHook.event("edited", 1, "Eve"));

    awaitStatus(task.send(forged.setHeader("X-Hub-Signature-256", "sha256=00")), 401);
    awaitStatus(task.send(forged.setHeader("X-Hub-Signature-256", "")), 401);

    task.emit();
    assertThat(task.emitted.records).isEmpty();
    assertThat(task.beginCheckpoint(1)).isEqualTo(WebhookSplit.empty());
    assertThat(task.count("received")).isEqualTo(2);
    assertThat(task.refused(Refusal.UNSIGNED)).isEqualTo(2);
    assertThat(task.load.bytes()).isZero();
    assertThat(task.load.waiting()).isZero();
  }

  @Test
  void what_is_sent_otherwise_is_refused() throws Exception {
    start(TestHook.limits());
    URI elsewhere = URI.create("http://localhost:" + task.config.port() + "/other");

    awaitStatus(task.send(task.event("d1", "{}").uri(elsewhere)), 404);
    CompletableFuture<HttpResponse<String>> asked = task.send(task.event("d1", "{}").GET());
    awaitStatus(asked, 405);
    assertThat(asked.join().headers().firstValue("Allow")).contains("POST");
    awaitStatus(
        task.send(
            task.event("d1", "payload=%7B%7D")
                .header("Content-Type", "application/x-www-form-urlencoded")),
        415);
    awaitStatus(task.send(task.event("d1", "{}").header("Content-Encoding", "gzip")), 415);
    awaitStatus(task.send(task.event("", TestHook.event("edited", 1, "Ada"))), 400);
    awaitStatus(task.send(task.event("d1", "{}").setHeader("X-GitHub-Event", "ping")), 200);

    task.emit();
    assertThat(task.emitted.records).isEmpty();
    assertThat(task.count("unused")).isEqualTo(1);
  }

  @Test
  void an_event_that_is_too_long_is_refused_however_it_is_sent() throws Exception {
    start(TestHook.limits());
    String fits = padded(TestHook.limits().bodyBytes());
    String tooLong = padded(TestHook.limits().bodyBytes() + 1);

    awaitStatus(task.send(task.event("d1", tooLong)), 413);
    HttpRequest.BodyPublisher chunks =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(tooLong));
    awaitStatus(task.send(task.event("d1", tooLong).POST(chunks)), 413);
    CompletableFuture<HttpResponse<String>> unused = task.send(task.event("d1", fits));

    task.awaitEmitted(1);
    assertThat(task.refused(Refusal.TOO_LARGE)).isEqualTo(2);
  }

  private static String padded(int bytes) {
    String event = TestHook.event("edited", 1, "Ada");
    return event + " ".repeat(bytes - event.length());
  }

  @Test
  void more_events_than_may_wait_are_told_to_come_again() throws Exception {
    start(new LimitOptions(1_000, 100_000, 3, LONG, LONG));
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(task.send("d" + i, "Ada"));
    }
    task.awaitEmitted(3);

    CompletableFuture<HttpResponse<String>> oneMore = task.send("d3", "Ada");

    awaitStatus(oneMore, 503);
    assertThat(oneMore.join().headers().firstValueAsLong("Retry-After")).hasValue(5);
    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    waiting.forEach(answer -> awaitStatus(answer, 200));
    CompletableFuture<HttpResponse<String>> unused = task.send("d3", "Ada");
    task.awaitEmitted(4);
    assertThat(task.refused(Refusal.OVERLOADED)).isEqualTo(1);
  }

  @Test
  void more_bytes_than_the_buffer_holds_are_told_to_come_again() throws Exception {
    start(new LimitOptions(1_000, 3_500, 100, LONG, LONG));
    CompletableFuture<HttpResponse<String>> held = task.send(task.event("d1", padded(1_000)));
    await().until(() -> task.load.waiting() == 1); // not emitted: the pipeline takes nothing

    CompletableFuture<HttpResponse<String>> oneMore = task.send(task.event("d2", padded(600)));

    awaitStatus(oneMore, 503);
    assertThat(oneMore.join().headers().firstValue("Retry-After")).isPresent();
    assertThat(held).isNotDone();
    task.awaitEmitted(1);
    CompletableFuture<HttpResponse<String>> unused = task.send(task.event("d2", padded(600)));
    task.awaitEmitted(2);
  }

  @Test
  void a_thousand_may_wait_without_a_thread_each() throws Exception {
    int events = 1_000;
    start(new LimitOptions(1_000, 10_000_000, events, LONG, LONG));
    int threads = Thread.activeCount();
    List<Socket> senders = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      Socket sender = new Socket("localhost", task.config.port());
      sender.getOutputStream().write(task.bytes("d" + i, TestHook.event("edited", i, "Ada")));
      senders.add(sender);
    }
    task.awaitEmitted(events);

    assertThat(task.load.waiting()).isEqualTo(events);
    assertThat(Thread.activeCount()).isLessThan(threads + 10);
    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    for (Socket sender : senders) {
      assertThat(new String(sender.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      sender.close();
    }
    assertThat(task.count("accepted")).isEqualTo(events);
  }

  @Test
  void an_event_without_a_checkpoint_is_told_to_come_again_and_known_then() throws Exception {
    start(new LimitOptions(1_000, 100_000, 10, SHORT, LONG));
    CompletableFuture<HttpResponse<String>> first = task.send("d1", "Ada");
    task.awaitEmitted(1);

    awaitStatus(first, 503);
    assertThat(first.join().headers().firstValue("Retry-After")).isPresent();
    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    CompletableFuture<HttpResponse<String>> again = task.send("d1", "Ada");
    task.awaitArrival();

    awaitStatus(again, 200);
    assertThat(task.emitted.records).hasSize(1);
    assertThat(task.load.waiting()).isZero();
  }

  @Test
  void who_sends_too_slowly_is_left() throws Exception {
    start(new LimitOptions(1_000, 100_000, 10, LONG, SHORT));

    try (Socket slow = new Socket("localhost", task.config.port())) {
      slow.getOutputStream()
          .write(
              "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
                  .getBytes(US_ASCII));
      InputStream in = slow.getInputStream();
      assertThat(in.read()).isEqualTo(-1);
    }
    await().until(() -> task.load.bytes() == 0);
  }

  @Test
  void two_requests_of_a_connection_are_answered_in_their_order() throws Exception {
    start(TestHook.limits());
    byte[] event = task.bytes("d1", TestHook.event("edited", 1, "Ada"));
    String other = "GET /hook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    try (Socket sender = new Socket("localhost", task.config.port())) {
      sender.getOutputStream().write(event);
      sender.getOutputStream().write(other.getBytes(US_ASCII));
      task.awaitEmitted(1);
      task.beginCheckpoint(1);
      task.completeCheckpoint(1);

      String answers = new String(sender.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answers).startsWith("HTTP/1.1 200").contains("HTTP/1.1 405");
    }
  }

  @Test
  void it_is_https_where_a_certificate_is_given_and_takes_a_renewed_one(@TempDir Path folder)
      throws Exception {
    TestCertificate first = TestCertificate.make(folder);
    TestCertificate renewed = TestCertificate.make(folder);
    TlsOptions tls = first.write(folder);
    task =
        HookTask.start(TestHook.config(TestHook.signature(Scheme.GITHUB), tls, TestHook.limits()));

    task.trust(TestCertificate.trusting(List.of(first)));
    CompletableFuture<HttpResponse<String>> answer = task.send("d1", "Ada");
    task.awaitEmitted(1);
    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    awaitStatus(answer, 200);

    renewed.write(folder);
    Files.setLastModifiedTime(Path.of(tls.key()), FileTime.from(Instant.now().plusSeconds(10)));
    task.trust(TestCertificate.trusting(List.of(renewed)));
    CompletableFuture<HttpResponse<String>> unused = task.send("d2", "Grace");
    task.awaitEmitted(2);
    task.trust(TestCertificate.trusting(List.of(first)));
    assertThatThrownBy(() -> task.send("d3", "Edsger").join()).hasMessageContaining("PKIX");
  }

  @Test
  void it_says_what_keeps_it_from_listening(@TempDir Path folder) throws Exception {
    start(TestHook.limits());
    TlsOptions missing = new TlsOptions(folder.resolve("no.crt").toString(), "no.key", null);
    TlsOptions broken =
        new TlsOptions(
            Files.writeString(folder.resolve("a.crt"), "no PEM").toString(),
            Files.writeString(folder.resolve("a.key"), "no PEM").toString(),
            null);

    assertThatThrownBy(() -> HookTask.start(task.config))
        .hasMessageContaining("cannot listen on localhost:" + task.config.port());
    assertThatThrownBy(() -> HookTask.start(withTls(missing)))
        .hasMessageContaining("cannot read '" + missing.certificate() + "'");
    assertThatThrownBy(() -> HookTask.start(withTls(broken))).hasMessageContaining("PKCS #8");
  }

  private static WebhookConfig withTls(TlsOptions tls) {
    return TestHook.config(TestHook.signature(Scheme.GITHUB), tls, TestHook.limits());
  }

  private void start(LimitOptions limits) throws IOException {
    task = HookTask.start(TestHook.config(TestHook.signature(Scheme.GITHUB), null, limits));
  }
}

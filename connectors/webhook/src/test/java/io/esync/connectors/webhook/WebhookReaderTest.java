package io.esync.connectors.webhook;

import static io.esync.connectors.webhook.HookTask.awaitStatus;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When events are answered, and which of them are emitted. */
@Timeout(240)
class WebhookReaderTest {
  private HookTask task;

  @BeforeEach
  void start() throws IOException {
    task = HookTask.start(TestHook.config());
  }

  @AfterEach
  void stop() throws IOException {
    task.close();
  }

  @Test
  void an_event_is_answered_when_a_checkpoint_that_holds_it_is_complete() throws Exception {
    task.beginCheckpoint(1);
    CompletableFuture<HttpResponse<String>> answer = task.send("d1", "Ada");
    task.awaitEmitted(1);
    task.completeCheckpoint(1); // began before
    task.beginCheckpoint(2);
    awaitUnsignedIsRefused(); // what was answered would be here by now

    assertThat(answer).isNotDone();

    task.completeCheckpoint(2);
    awaitStatus(answer, 200);
    assertThat(task.load.waiting()).isZero();
    assertThat(task.load.bytes()).isZero();
  }

  @Test
  void a_later_checkpoint_answers_for_one_that_failed() throws Exception {
    CompletableFuture<HttpResponse<String>> first = task.send("d1", "Ada");
    task.awaitEmitted(1);
    task.beginCheckpoint(1);
    CompletableFuture<HttpResponse<String>> second = task.send("d2", "Grace");
    task.awaitEmitted(2);
    task.beginCheckpoint(2);
    CompletableFuture<HttpResponse<String>> third = task.send("d3", "Edsger");
    task.awaitEmitted(3);

    task.completeCheckpoint(2);

    awaitStatus(first, 200);
    awaitStatus(second, 200);
    awaitUnsignedIsRefused();
    assertThat(third).isNotDone();
  }

  @Test
  void a_repeated_delivery_changes_nothing_and_is_answered_when_the_first_is_durable()
      throws Exception {
    CompletableFuture<HttpResponse<String>> first = task.send("d1", "Ada");
    task.awaitEmitted(1);
    CompletableFuture<HttpResponse<String>> again = task.send("d1", "another");
    task.awaitArrival();
    awaitUnsignedIsRefused();

    assertThat(again).isNotDone();

    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    awaitStatus(first, 200);
    awaitStatus(again, 200);
    assertThat(task.emitted.names()).containsExactly("Ada");
  }

  @Test
  void a_delivery_that_is_durable_is_answered_at_once() throws Exception {
    makeDurable("d1", "Ada");

    CompletableFuture<HttpResponse<String>> again = task.send("d1", "another");
    task.awaitArrival();

    awaitStatus(again, 200);
    assertThat(task.emitted.names()).containsExactly("Ada");
  }

  @Test
  void a_delivery_from_before_a_restart_is_known() throws Exception {
    CompletableFuture<HttpResponse<String>> first = task.send("d1", "Ada");
    task.awaitEmitted(1);
    WebhookSplit checkpoint = task.beginCheckpoint(1);
    long version = task.emitted.records.get(0).origin().version().major();
    task = task.restart(checkpoint); // complete, but nobody was told
    awaitStatus(first, 503);

    CompletableFuture<HttpResponse<String>> again = task.send("d1", "Ada");
    task.awaitArrival();
    awaitUnsignedIsRefused();
    assertThat(again).isNotDone(); // a pause of the source ends with a restart as well
    makeDurable("d2", "Grace");
    awaitStatus(again, 200);

    assertThat(task.emitted.names()).containsExactly("Grace");
    assertThat(task.emitted.records.get(0).origin().version().major()).isGreaterThan(version);
  }

  @Test
  void a_delivery_that_no_checkpoint_holds_is_new_after_a_restart() throws Exception {
    WebhookSplit checkpoint = task.beginCheckpoint(1);
    CompletableFuture<HttpResponse<String>> first = task.send("d1", "Ada");
    task.awaitEmitted(1);
    task = task.restart(checkpoint);
    awaitStatus(first, 503);

    makeDurable("d1", "Ada");

    assertThat(task.emitted.names()).containsExactly("Ada");
  }

  @Test
  void what_cannot_be_read_is_given_out_as_it_came_and_answered() throws Exception {
    CompletableFuture<HttpResponse<String>> broken = task.send(task.event("d1", "{\"issue\": "));
    task.awaitEmitted(1);
    CompletableFuture<HttpResponse<String>> unfit =
        task.send(task.event("d2", "{\"issue\": {\"id\": \"seven\"}}"));
    task.awaitEmitted(2);
    task.beginCheckpoint(1);
    task.completeCheckpoint(1);
    awaitStatus(broken, 200);
    awaitStatus(unfit, 200);

    List<String> payloads = new ArrayList<>();
    for (SourceRecord record : task.emitted.records) {
      Malformed malformed = (Malformed) record;
      assertThat(malformed.code()).isEqualTo(ErrorCode.UNREADABLE_RECORD);
      assertThat(malformed.origin().stream()).isEqualTo(TestHook.STREAM);
      payloads.add(new String(malformed.payload(), UTF_8));
    }
    assertThat(payloads).containsExactly("{\"issue\": ", "{\"issue\": {\"id\": \"seven\"}}");
  }

  @Test
  void who_waits_is_told_to_send_again_when_the_reader_closes() throws Exception {
    CompletableFuture<HttpResponse<String>> emitted = task.send("d1", "Ada");
    task.awaitEmitted(1);
    CompletableFuture<HttpResponse<String>> came = task.send("d2", "Grace");
    await().until(() -> task.load.waiting() == 2);

    task.close();

    awaitStatus(emitted, 503);
    awaitStatus(came, 503);
    assertThat(came.join().headers().firstValue("Retry-After")).isPresent();
    task = HookTask.start(task.config); // its port is free
  }

  private void makeDurable(String delivery, String name) throws IOException {
    int before = task.emitted.records.size();
    CompletableFuture<HttpResponse<String>> answer = task.send(delivery, name);
    task.awaitEmitted(before + 1);
    task.beginCheckpoint(10);
    task.completeCheckpoint(10);
    awaitStatus(answer, 200);
  }

  /** All connections are served by one thread: what was answered before is sent by then. */
  private void awaitUnsignedIsRefused() {
    awaitStatus(task.send(task.event("x", "{}").setHeader("X-Hub-Signature-256", "none")), 401);
  }
}

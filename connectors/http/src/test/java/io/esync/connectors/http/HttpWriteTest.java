package io.esync.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.esync.connectors.http.HttpConfig.Format;
import io.esync.connectors.http.TestTarget.Told;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import io.esync.operators.model.ChangeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(240)
class HttpWriteTest {
  private final TestTarget target = new TestTarget();
  private final Told told = new Told();

  @AfterEach
  void stop() {
    target.close();
  }

  private static Kind kind(TargetWriter writer, List<ChangeRecord> batch, Told told) {
    return catchThrowableOfType(TargetException.class, () -> writer.write(batch, told)).kind();
  }

  @Test
  void rows_are_put_and_deleted_by_their_key() throws Exception {
    try (TargetWriter writer = target.writer()) {
      writer.write(List.of(target.upsert(1, "Ada"), target.upsert(2, "Grace")), told);
      writer.write(List.of(target.delete(1), target.delete(7)), told);
    }

    assertThat(target.rows()).isEqualTo(Map.of(2L, "Grace"));
    assertThat(told.written).containsExactly(1L, 2L, 1L, 7L);
    assertThat(target.sent())
        .extracting(request -> request.method() + " " + request.path())
        .contains("PUT /v2/customers/2", "DELETE /v2/customers/1");
    assertThat(target.sent()).allMatch(request -> request.header("Idempotency-Key") == null);
  }

  @Test
  void what_is_filled_in_is_escaped_by_its_place() throws Exception {
    target.route(
        new HttpRoute(
            TestTarget.request(
                "PUT",
                "/customers/{{name}}?from={{id}}",
                "{\"id\": {{id}}, \"name\": {{name}}, \"text\": \"<{{name}}> {{id}} \\\"{{@op}}\\\"\"}"),
            null,
            true));
    try (TargetWriter writer = target.writer()) {
      writer.write(List.of(target.upsert(1, "../a b\"ü?&/\n")), told);
      writer.write(List.of(target.upsert(2, "..")), told);
    }

    Received sent = target.sent().get(0);
    assertThat(sent.path()).isEqualTo("/v2/customers/..%2Fa%20b%22%C3%BC%3F%26%2F%0A");
    assertThat(sent.query()).isEqualTo(Map.of("from", "1"));
    assertThat(sent.body())
        .isEqualTo(
            "{\"id\": 1, \"name\": \"../a b\\\"ü?&/\\n\","
                + " \"text\": \"<../a b\\\"ü?&/\\n> 1 \\\"upsert\\\"\"}");
    assertThat(target.sent().get(1).path()).isEqualTo("/v2/customers/%2E%2E");
  }

  @Test
  void a_path_without_its_field_refuses_the_change() throws Exception {
    target.route(TestTarget.route("PUT", "/customers/{{name}}", "DELETE"));
    try (TargetWriter writer = target.writer()) {
      writer.write(List.of(target.upsert(1, null), target.upsert(2, "Grace")), told);
    }

    assertThat(told.written).containsExactly(2L);
    assertThat(told.refused.get(1L)).hasMessageContaining("'name' of the path");
  }

  @Test
  void a_refusal_is_told_with_its_status_and_answer_and_the_others_go_on() throws Exception {
    try (TargetWriter writer = target.writer()) {
      writer.write(
          List.of(target.upsert(1, "Ada"), target.upsert(2, "refused"), target.upsert(3, "Edsger")),
          told);
    }

    assertThat(told.written).containsExactly(1L, 3L);
    assertThat(told.refused.get(2L))
        .hasMessageContaining("answers 422: {\"error\": \"no such name")
        .extracting(TargetException::detail)
        .isEqualTo("422");
  }

  @Test
  void a_long_answer_is_cut_and_shows_no_secret() throws Exception {
    target.server.serve("/v2", request -> Reply.of(400, request.headers() + "x".repeat(9000)));
    try (TargetWriter writer = target.writer()) {
      target.server.failAlways(
          request -> true,
          new Fault.Answers(Reply.of(400, "geheim is not allowed" + "x".repeat(9000))));
      writer.write(List.of(target.upsert(1, "Ada")), told);
    }

    assertThat(told.refused.get(1L).getMessage())
        .hasSizeLessThan(700)
        .contains("****** is not allowed")
        .doesNotContain("geheim");
  }

  static List<Fault> everyPassingFault() {
    return List.of(
        Fault.status(408),
        Fault.status(425),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        new Fault.Hangs(),
        new Fault.Resets(),
        new Fault.LosesTheAnswer(),
        new Fault.BreaksOff(),
        new Fault.Drips(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("everyPassingFault")
  void a_passing_fault_leaves_one_change_to_be_sent_again(Fault fault) throws Exception {
    target.route(TestTarget.POST).impatient();
    target.server.failOnce(request -> request.body().contains("\"Grace\""), fault);
    List<ChangeRecord> batch = List.of(target.upsert(1, "Ada"), target.upsert(2, "Grace"));
    try (TargetWriter writer = target.writer()) {
      assertThat(kind(writer, batch, told)).isEqualTo(Kind.TRANSIENT);
      assertThat(told.written).containsExactly(1L);
      writer.write(batch.subList(1, 2), told);
    }

    assertThat(told.written).containsExactly(1L, 2L);
    assertThat(target.customers.posted()).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void the_idempotency_key_is_that_of_the_change_also_after_a_restart() throws Exception {
    target.route(TestTarget.POST);
    ChangeRecord first = target.upsert(1, "Ada");
    ChangeRecord second = target.upsert(1, "Ada Lovelace");
    target.server.fail(new Fault.LosesTheAnswer());
    try (TargetWriter writer = target.writer()) {
      assertThat(kind(writer, List.of(first), told)).isEqualTo(Kind.TRANSIENT);
      writer.write(List.of(first), told);
    }
    try (TargetWriter restarted = target.writer()) {
      restarted.write(List.of(first), told);
      restarted.write(List.of(second), told);
    }

    List<String> keys =
        target.sent().stream().map(request -> request.header("Idempotency-Key")).toList();
    assertThat(keys).hasSize(4).doesNotContainNull();
    assertThat(keys.subList(0, 3)).containsOnly(keys.get(0));
    assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
    assertThat(target.customers.posted()).containsExactly("1", "1");
  }

  @Test
  void changes_with_an_idempotency_key_are_never_made_one() {
    assertThat(HttpTarget.of(target.config(), target.context()).writeOptions().everyChange())
        .isFalse();
    target.route(TestTarget.POST);
    assertThat(HttpTarget.of(target.config(), target.context()).writeOptions().everyChange())
        .isTrue();
  }

  static List<Integer> everyFinal() {
    return List.of(301, 401, 403);
  }

  @ParameterizedTest
  @MethodSource("everyFinal")
  void what_concerns_every_change_stops_the_job(int status) throws Exception {
    target.server.failAlways(request -> true, Fault.status(status));
    try (TargetWriter writer = target.writer()) {
      assertThat(kind(writer, List.of(target.upsert(1, "Ada")), told)).isEqualTo(Kind.FATAL);
    }
  }

  @ParameterizedTest
  @MethodSource("everyBatch")
  void a_batch_goes_in_one_request(Format format) throws Exception {
    target.format(format).route(TestTarget.POST);
    try (TargetWriter writer = target.writer()) {
      writer.write(List.of(target.upsert(1, "Ada"), target.upsert(2, "Grace")), told);
    }

    assertThat(target.rows()).isEqualTo(Map.of(1L, "Ada", 2L, "Grace"));
    assertThat(target.sent()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("everyBatch")
  void a_refused_batch_is_left_to_be_halved(Format format) throws Exception {
    target.format(format).route(TestTarget.POST);
    try (TargetWriter writer = target.writer()) {
      List<ChangeRecord> batch = List.of(target.upsert(1, "Ada"), target.upsert(2, "refused"));
      assertThat(kind(writer, batch, told)).isEqualTo(Kind.REFUSED);
      assertThat(told.written).isEmpty();
      assertThat(told.refused).isEmpty();
      assertThatThrownBy(() -> writer.write(batch.subList(1, 2))).hasMessageContaining("422");
    }
  }

  static List<Format> everyBatch() {
    return List.of(Format.ARRAY, Format.NDJSON);
  }

  @Test
  void no_more_requests_than_may_be_are_under_way_and_all_have_ended() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    target.server.serve(
        "/v2/customers",
        request -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          two.countDown();
          await().pollDelay(Duration.ofMillis(20)).until(() -> two.getCount() == 0);
          underWay.decrementAndGet();
          return Reply.json("{}");
        });
    List<ChangeRecord> batch = new ArrayList<>();
    for (long id = 0; id < 12; id++) {
      batch.add(target.upsert(id, "many"));
    }
    try (TargetWriter writer = target.concurrency(3).writer()) {
      target.server.failOnce(request -> request.path().endsWith("/0"), Fault.status(500));
      assertThat(kind(writer, batch, told)).isEqualTo(Kind.TRANSIENT);
      assertThat(underWay).hasValue(0);
    }

    assertThat(most.get()).isBetween(2, 3);
    assertThat(told.written).hasSize(11);
  }

  @Test
  void a_server_that_fails_is_left_alone_for_a_while() throws Exception {
    target.breaker(3, Duration.ofSeconds(19)).concurrency(1);
    target.server.failAlways(request -> true, Fault.status(500));
    try (TargetWriter writer = target.writer()) {
      List<ChangeRecord> batch = List.of(target.upsert(1, "Ada"));
      for (int i = 0; i < 10; i++) {
        assertThat(kind(writer, batch, told)).isEqualTo(Kind.TRANSIENT);
      }
      assertThat(target.sent()).hasSize(3);
      assertThatThrownBy(() -> writer.write(batch, told)).hasMessageContaining("left alone");
    }
  }

  @Test
  void a_server_that_failed_is_tried_again() throws Exception {
    target.breaker(3, Duration.ofMillis(50)).concurrency(1);
    target.server.failAlways(request -> true, Fault.status(500));
    try (TargetWriter writer = target.writer()) {
      List<ChangeRecord> batch = List.of(target.upsert(1, "Ada"));
      for (int i = 0; i < 4; i++) {
        assertThat(kind(writer, batch, told)).isEqualTo(Kind.TRANSIENT);
      }

      target.server.behave();
      await()
          .ignoreExceptionsInstanceOf(TargetException.class)
          .untilAsserted(() -> writer.write(batch, told));
      writer.write(List.of(target.upsert(2, "Grace")), told);
    }

    assertThat(target.rows()).isEqualTo(Map.of(1L, "Ada", 2L, "Grace"));
  }

  @Test
  void a_limit_does_not_break_the_circuit() throws Exception {
    target.breaker(1, Duration.ofSeconds(10)).concurrency(1);
    target.server.fail(Fault.status(429));
    try (TargetWriter writer = target.writer()) {
      List<ChangeRecord> batch = List.of(target.upsert(1, "Ada"));
      assertThat(kind(writer, batch, told)).isEqualTo(Kind.TRANSIENT);
      writer.write(batch, told);
    }

    assertThat(target.rows()).isEqualTo(Map.of(1L, "Ada"));
  }
}

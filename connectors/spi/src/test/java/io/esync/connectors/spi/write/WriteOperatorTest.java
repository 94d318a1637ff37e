package io.esync.connectors.spi.write;

import static io.esync.connectors.spi.write.Customers.delete;
import static io.esync.connectors.spi.write.Customers.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.ChangePayload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class WriteOperatorTest {
  private final FakeTarget target = new FakeTarget();

  @Test
  void a_full_batch_is_written() throws Exception {
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.process(upsert(1, "Ann", "Rome"));
      assertThat(target.batches()).isEmpty();
      assertThat(harness.metric("target.dwh.pending")).isEqualTo(1);

      harness.process(upsert(2, "Bob", "Bern"), upsert(3, "Cid", "Kiel"));

      assertThat(target.batchSizes()).containsExactly(2);
      assertThat(harness.metric("target.dwh.entity.customer.recordsOut")).isEqualTo(2);
      assertThat(harness.metric("target.dwh.pending")).isEqualTo(1);
    }
  }

  @Test
  void a_change_waits_no_longer_than_the_flush_interval() throws Exception {
    try (WriteHarness harness = WriteHarness.open(target, 100)) {
      harness.process(upsert(1, "Ann", "Rome"));
      harness.time(WriteHarness.FLUSH_INTERVAL.minusMillis(1));
      assertThat(target.batches()).isEmpty();

      harness.time(WriteHarness.FLUSH_INTERVAL);
      harness.process(upsert(2, "Bob", "Bern"));
      harness.time(WriteHarness.FLUSH_INTERVAL.multipliedBy(2));

      assertThat(target.batchSizes()).containsExactly(1, 1);
    }
  }

  @Test
  void changes_are_taken_while_a_batch_is_written() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    target.onWrite(() -> awaitQuietly(released));
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.feed(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"), upsert(3, "Cid", "Kiel"));
      assertThat(harness.metric("target.dwh.pending")).isEqualTo(1);

      released.countDown();
      harness.barrier();

      assertThat(target.batchSizes()).containsExactly(2, 1);
    }
  }

  @Test
  void what_is_due_while_a_batch_is_written_is_written_right_behind_it() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    target.onWrite(() -> awaitQuietly(released));
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.feed(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"), upsert(3, "Cid", "Kiel"));
      released.countDown();

      harness.time(WriteHarness.FLUSH_INTERVAL);

      assertThat(target.batchSizes()).containsExactly(2, 1);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void everything_is_written_before_the_barrier() throws Exception {
    try (WriteHarness harness = WriteHarness.open(target, 100)) {
      harness.process(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"));

      harness.barrier();

      assertThat(target.table()).containsOnlyKeys(1L, 2L);
    }
  }

  @Test
  void everything_is_written_at_the_end_of_the_input() throws Exception {
    try (WriteHarness harness = WriteHarness.open(target, 100)) {
      harness.process(upsert(1, "Ann", "Rome"));

      harness.endInput();

      assertThat(target.table()).containsOnlyKeys(1L);
    }
    assertThat(target.closed()).isEqualTo(1);
  }

  @Test
  void an_empty_batch_is_not_written() throws Exception {
    try (WriteHarness harness = WriteHarness.open(target, 100)) {
      harness.barrier();
      harness.endInput();

      assertThat(target.attempts()).isZero();
    }
  }

  @Test
  void passing_failures_lose_nothing_and_write_nothing_twice() throws Exception {
    target.failsToWrite(Kind.TRANSIENT, Kind.TRANSIENT).losesTheAnswer();
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.process(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"));

      assertThat(target.attempts()).isEqualTo(4);
      assertThat(target.table()).containsOnlyKeys(1L, 2L);
      assertThat(harness.rejections()).isEmpty();
      assertThat(harness.metric("target.dwh.retries")).isEqualTo(3);
      assertThat(harness.metric("target.dwh.entity.customer.recordsOut")).isEqualTo(2);
    }
  }

  @Test
  void what_a_target_took_before_it_failed_is_not_written_again() throws Exception {
    target.takesOneByOne().refuses(2).failsToWrite(Kind.TRANSIENT, Kind.TRANSIENT);
    try (WriteHarness harness = WriteHarness.open(target, 4)) {
      harness.process(
          upsert(1, "Ann", "Rome"),
          upsert(2, "Bob", "Bern"),
          upsert(3, "Cid", "Kiel"),
          upsert(4, "Dan", "Oslo"));

      assertThat(target.batchSizes()).containsExactly(4, 1, 1);
      assertThat(target.table()).containsOnlyKeys(1L, 3L, 4L);
      assertThat(harness.rejections())
          .singleElement()
          .satisfies(rejection -> assertThat(rejection.detail()).isEqualTo("422"));
      assertThat(harness.metric("target.dwh.entity.customer.recordsOut")).isEqualTo(3);
    }
  }

  @Test
  void what_a_target_left_when_it_refused_is_halved() throws Exception {
    target.takesOneByOne().failsToWrite(Kind.REFUSED, Kind.REFUSED);
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.process(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"));

      assertThat(target.table()).containsOnlyKeys(1L);
      assertThat(harness.rejections()).hasSize(1);
    }
  }

  @Test
  void a_report_that_is_refused_alone_fails_the_job() throws Exception {
    target.takesOneByOne().refuses(1);
    WriteHarness harness = new WriteHarness(target, 2, Duration.ofMinutes(1), OnRefusal.FAIL);
    harness.open();

    assertThatThrownBy(() -> harness.process(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern")))
        .isInstanceOf(TargetException.class);
    harness.close();
  }

  @Test
  void a_target_that_cannot_be_reached_at_first_is_opened_later() throws Exception {
    target.failsToOpen(Kind.TRANSIENT);
    try (WriteHarness harness = WriteHarness.open(target, 1)) {
      harness.process(upsert(1, "Ann", "Rome"));

      assertThat(target.table()).containsOnlyKeys(1L);
      assertThat(harness.metric("target.dwh.retries")).isEqualTo(1);
    }
  }

  @Test
  void a_target_that_does_not_fit_is_not_opened_again_and_again() throws Exception {
    target.failsToOpen(Kind.FATAL);
    WriteHarness harness = new WriteHarness(target, 1, Duration.ofMinutes(1), OnRefusal.REJECT);

    assertThatThrownBy(harness::open).isInstanceOf(TargetException.class);
    harness.close();
  }

  @Test
  void after_the_retry_timeout_the_job_fails() throws Exception {
    target.alwaysFails(Kind.TRANSIENT);
    WriteHarness harness = new WriteHarness(target, 1, Duration.ofMillis(40), OnRefusal.REJECT);
    harness.open();

    assertThatThrownBy(() -> harness.process(upsert(1, "Ann", "Rome")))
        .isInstanceOf(TargetException.class);
    assertThat(target.attempts()).isGreaterThan(1);
    assertThat(harness.rejections()).isEmpty();
    harness.close();
  }

  @Test
  void without_a_retry_timeout_nothing_is_repeated() throws Exception {
    target.alwaysFails(Kind.TRANSIENT);
    WriteHarness harness = new WriteHarness(target, 1, Duration.ZERO, OnRefusal.REJECT);
    harness.open();

    assertThatThrownBy(() -> harness.process(upsert(1, "Ann", "Rome")))
        .isInstanceOf(TargetException.class);
    assertThat(target.attempts()).isEqualTo(1);
    harness.close();
  }

  @Test
  void a_fatal_failure_fails_the_job_at_once() throws Exception {
    target.alwaysFails(Kind.FATAL);
    WriteHarness harness = WriteHarness.open(target, 1);

    assertThatThrownBy(() -> harness.process(upsert(1, "Ann", "Rome")))
        .isInstanceOf(TargetException.class);
    assertThat(target.attempts()).isEqualTo(1);
    harness.close();
  }

  @Test
  void refused_records_are_rejected_alone_with_what_the_target_said() throws Exception {
    target.refuses(3).refuses(4).refuses(9);
    try (WriteHarness harness = WriteHarness.open(target, 10)) {
      ChangeRecord[] changes =
          IntStream.rangeClosed(1, 10)
              .mapToObj(id -> upsert(id, "name" + id, "Rome"))
              .toArray(ChangeRecord[]::new);

      harness.process(changes);

      assertThat(target.table()).containsOnlyKeys(1L, 2L, 5L, 6L, 7L, 8L, 10L);
      assertThat(harness.rejections())
          .extracting(Rejection::key)
          .containsExactly(changes[2].key(), changes[3].key(), changes[8].key());
      Rejection rejection = harness.rejections().get(0);
      assertThat(rejection.operator()).isEqualTo("customers/target/dwh");
      assertThat(rejection.code()).isEqualTo(ErrorCode.TARGET_REFUSED);
      assertThat(rejection.message()).isEqualTo("violates check constraint \"adult\"");
      assertThat(rejection.detail()).isEqualTo("23514");
      assertThat(rejection.origin()).isEqualTo(changes[2].origin());
      assertThat(rejection.payload()).isEqualTo(new ChangePayload(changes[2]));
      assertThat(harness.metric("target.dwh.code.TARGET_REFUSED.recordsRejected")).isEqualTo(3);
      assertThat(harness.metric("target.dwh.entity.customer.recordsOut")).isEqualTo(7);
    }
  }

  @Test
  void a_passing_failure_amid_a_refused_batch_is_still_repeated() throws Exception {
    target.refuses(1).failsToWrite(Kind.REFUSED, Kind.TRANSIENT);
    try (WriteHarness harness = WriteHarness.open(target, 2)) {
      harness.process(upsert(1, "Ann", "Rome"), upsert(2, "Bob", "Bern"));

      assertThat(target.table()).containsOnlyKeys(2L);
      assertThat(harness.rejections()).hasSize(1);
    }
  }

  @Test
  void a_refused_report_fails_the_job() throws Exception {
    target.refuses(1);
    WriteHarness harness = new WriteHarness(target, 1, Duration.ofMinutes(1), OnRefusal.FAIL);
    harness.open();

    assertThatThrownBy(() -> harness.process(upsert(1, "Ann", "Rome")))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("adult");
    assertThat(harness.rejections()).isEmpty();
    harness.close();
  }

  @Test
  void a_cancelled_task_does_not_go_on_repeating() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    target.alwaysFails(Kind.TRANSIENT).onWrite(writing::countDown);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread task =
        new Thread(
            () -> {
              try (WriteHarness harness =
                  new WriteHarness(target, 1, Duration.ofHours(1), OnRefusal.REJECT)) {
                harness.open();
                harness.feed(delete(1));
                harness.barrier();
              } catch (Exception e) {
                failure.set(e);
              }
            });
    task.start();
    assertThat(writing.await(2, TimeUnit.MINUTES)).isTrue();

    task.interrupt();
    task.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(task.isAlive()).isFalse();
    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    assertThat(target.closed()).isEqualTo(1);
  }

  @Test
  void what_waits_behind_a_write_that_is_broken_off_is_not_written() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    target.onWrite(
        () -> {
          writing.countDown();
          awaitQuietly(new CountDownLatch(1));
        });
    WriteHarness harness = WriteHarness.open(target, 2);
    harness.feed(delete(1), upsert(1, "Ann", "Rome"));
    assertThat(writing.await(2, TimeUnit.MINUTES)).isTrue();

    harness.close();

    assertThat(target.batchSizes()).containsExactly(1);
    assertThat(target.closed()).isEqualTo(1);
  }

  @Test
  void a_write_that_does_not_end_with_its_task_loses_its_target() throws Exception {
    CompletableFuture<Void> released = new CompletableFuture<>();
    CountDownLatch writing = new CountDownLatch(1);
    target.onWrite(
        () -> {
          writing.countDown();
          released.join(); // whatever interrupts it
        });
    WriteHarness harness = WriteHarness.open(target, 1);
    harness.feed(upsert(1, "Ann", "Rome"));
    assertThat(writing.await(2, TimeUnit.MINUTES)).isTrue();

    assertThatThrownBy(harness::close).hasStackTraceContaining("did not end within PT1S");

    assertThat(target.closed()).isEqualTo(1);
    released.complete(null);
  }
}

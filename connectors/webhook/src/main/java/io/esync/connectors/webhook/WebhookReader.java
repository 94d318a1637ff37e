package io.esync.connectors.webhook;

import io.esync.connectors.spi.poll.Inbox;
import io.esync.connectors.webhook.Verdict.Event;
import io.esync.connectors.webhook.Verdict.Told;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits what the endpoint takes in, each delivery once. An event is answered when a checkpoint is
 * complete that began after it was emitted; a repetition of one that is durable is answered at
 * once. State: the {@link Deliveries} that are remembered. Whether those that it begins with are
 * durable is known with the first checkpoint that is complete: a reader that was paused goes on
 * with what none may hold. It listens from when it has its split until it is closed.
 */
final class WebhookReader implements SourceReader<SourceRecord, WebhookSplit> {
  /** Begins to listen, and gives what it takes to the consumer. */
  interface Listening {
    Closeable begin(Consumer<Delivery> deliveries) throws IOException;
  }

  private final String source;
  private final RememberOptions remember;
  private final Listening listening;
  private final Load load;
  private final WebhookMetrics metrics;
  private final InstantSource clock;
  private final Inbox<Delivery> inbox = new Inbox<>();

  private Deliveries deliveries;
  private Answers answers;
  private Closeable endpoint;

  WebhookReader(
      String source,
      RememberOptions remember,
      Listening listening,
      Load load,
      WebhookMetrics metrics,
      InstantSource clock) {
    this.source = source;
    this.remember = remember;
    this.listening = listening;
    this.load = load;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<WebhookSplit> splits) {
    for (WebhookSplit split : splits) {
      deliveries = new Deliveries(remember, split);
      answers = new Answers();
      load.remembers(deliveries.size());
    }
    inbox.wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws IOException {
    if (endpoint == null && deliveries != null) {
      endpoint = listening.begin(inbox::put);
    }
    Delivery delivery = inbox.take();
    if (delivery == null) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    take(delivery, output);
    return InputStatus.MORE_AVAILABLE;
  }

  private void take(Delivery delivery, ReaderOutput<SourceRecord> output) {
    Event event = delivery.event();
    load.releases(Load.EVENT_BYTES + event.body().length);
    Long known = deliveries.version(event.id());
    if (known == null) {
      emit(event, output);
    }
    Runnable answer = delivery.answer(); // and not the event, which may be large
    if (known != null && answers.isDurable(known)) {
      answer(answer, true);
    } else {
      answers.await(() -> answer(answer, known != null));
    }
  }

  private void answer(Runnable answer, boolean repeated) {
    metrics.taken(repeated);
    answer.run();
  }

  private void emit(Event event, ReaderOutput<SourceRecord> output) {
    Instant now = clock.instant();
    long version = deliveries.note(event.id(), now);
    load.remembers(deliveries.size());
    int part = 0;
    for (Told told : event.records()) {
      Origin origin =
          new Origin(
              source,
              told.stream(),
              new SourceVersion(0, version, part++),
              version,
              now.toEpochMilli(),
              false);
      output.collect(record(told, origin, event.body()));
    }
  }

  private static SourceRecord record(Told told, Origin origin, byte[] body) {
    if (told.row() == null) {
      return new Malformed(origin, body, ErrorCode.UNREADABLE_RECORD, told.problem());
    }
    return told.op() == ChangeOp.DELETE
        ? new SourceChange(origin, ChangeOp.DELETE, told.row(), null)
        : new SourceChange(origin, ChangeOp.UPSERT, null, told.row());
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return inbox.arrival();
  }

  @Override
  public List<WebhookSplit> snapshotState(long checkpoint) {
    if (deliveries == null) {
      return List.of();
    }
    answers.begin(checkpoint, deliveries.last());
    return List.of(deliveries.saved(clock.instant()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    if (answers != null) {
      answers.complete(checkpoint);
    }
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() throws IOException {
    if (endpoint != null) {
      endpoint.close();
    }
  }
}

package io.esync.jobs.drill;

import io.esync.connectors.testkit.http.EventSender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends events to a webhook: each is one row, sent until it is answered. Some deliveries are sent
 * once more with another content, and some events are forged.
 */
final class EventLoad implements AutoCloseable {
  private static final int ONE_REPEATED_IN = 10;
  private static final int ONE_FORGED_IN = 50;
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final EventSender sender;
  private final EventSender forger;
  private final Map<Long, String> taken = new ConcurrentHashMap<>();
  private final List<Integer> unexpected = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> ends = new ArrayList<>();
  private int repeated;
  private int forged;

  /**
   * @param secret of the webhook
   */
  EventLoad(URI url, String secret, int atOnce) {
    sender = new EventSender(url, secret, atOnce);
    forger = new EventSender(url, "not " + secret, 1);
  }

  void start(int events, long seed) {
    Random random = new Random(seed);
    for (long id = 1; id <= events; id++) {
      boolean again = random.nextInt(ONE_REPEATED_IN) == 0;
      send(id, Long.toHexString(random.nextLong()), again);
      if (random.nextInt(ONE_FORGED_IN) == 0) {
        forged++;
        ends.add(
            forger
                .send("rows", "forged-" + id, body(-id, "forged"))
                .thenAccept(status -> expect(UNAUTHORIZED, status)));
      }
    }
  }

  private void send(long id, String text, boolean again) {
    CompletableFuture<Integer> answer = sender.send("rows", "delivery-" + id, body(id, text));
    CompletableFuture<Void> end =
        answer.thenAccept(
            status -> {
              expect(OK, status);
              taken.put(id, text);
            });
    ends.add(end);
    if (again) {
      repeated++;
      ends.add(
          end.thenCompose(done -> sender.send("rows", "delivery-" + id, body(id, "sent again")))
              .thenAccept(status -> expect(OK, status)));
    }
  }

  private static String body(long id, String text) {
    return "{\"row\": {\"id\": %d, \"text\": \"%s\"}}".formatted(id, text);
  }

  private void expect(int expected, int status) {
    if (status != expected) {
      unexpected.add(status);
    }
  }

  /** The text of each event that was answered 2xx, by its id. */
  Map<Long, String> taken() {
    return Map.copyOf(taken);
  }

  int takenCount() {
    return taken.size();
  }

  /** Whether all is answered. */
  boolean isDone() {
    return ends.stream().allMatch(CompletableFuture::isDone);
  }

  /** Deliveries that were sent once more though they were answered. */
  int repeated() {
    return repeated;
  }

  /** Events whose signature was wrong. */
  int forged() {
    return forged;
  }

  /** How often an event was sent again, for it got no answer or one of 5xx. */
  long retries() {
    return sender.repetitions();
  }

  /** Answers that are neither 200 nor, of forged events, 401. */
  List<Integer> unexpected() {
    return List.copyOf(unexpected);
  }

  @Override
  public void close() {
    sender.close();
    forger.close();
  }
}

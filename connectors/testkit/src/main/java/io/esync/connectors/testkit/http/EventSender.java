package io.esync.connectors.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends events to a webhook as GitHub signs them, but does not give up as GitHub does: what gets no
 * answer, or one of 5xx, is sent again under the same id.
 */
public final class EventSender implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final int SERVER_ERROR = 500;
  private static final String HMAC = "HmacSHA256";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final String secret;
  private final ExecutorService threads;
  private final AtomicLong repetitions = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param secret that events are signed with
   * @param atOnce how many events are under way at the same time; one keeps them in their order
   */
  public EventSender(URI url, String secret, int atOnce) {
    this.url = url;
    this.secret = secret;
    this.threads = Executors.newFixedThreadPool(atOnce, EventSender::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "event-sender");
    thread.setDaemon(true);
    return thread;
  }

  /** What GitHub sends as {@code X-Hub-Signature-256}. */
  public static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), HMAC));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java has " + HMAC, e);
    }
  }

  /**
   * Sends an event, behind those that were given before.
   *
   * @param event kind of it, e.g. {@code issues}
   * @param delivery its id
   * @return the status of the answer, once it is none of 5xx
   */
  public CompletableFuture<Integer> send(String event, String delivery, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", event)
            .header("X-GitHub-Delivery", delivery)
            .header("X-Hub-Signature-256", signature(secret, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CompletableFuture.supplyAsync(() -> sendUntilTaken(request), threads);
  }

  /** How often an event was sent again. */
  public long repetitions() {
    return repetitions.get();
  }

  private int sendUntilTaken(HttpRequest request) {
    long pause = FIRST_PAUSE.toNanos();
    while (!closed) {
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < SERVER_ERROR) {
          return status;
        }
      } catch (IOException e) {
        // nothing listens, or it broke off: sent again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      repetitions.incrementAndGet();
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    }
    throw new IllegalStateException("the sender is closed");
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}

package io.esync.connectors.testkit.github;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Delivers events to one address, one after the other, each again until it is answered 2xx; GitHub
 * itself does that only when somebody asks for it. What it is told to lose nobody ever gets.
 */
public final class GitHubWebhook implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String ALGORITHM = "HmacSHA256";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ExecutorService thread = Executors.newSingleThreadExecutor(GitHubWebhook::daemon);
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong delivered = new AtomicLong();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  private volatile Hook hook;

  private record Hook(URI address, String secret) {}

  GitHubWebhook() {}

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "github-webhook");
    thread.setDaemon(true);
    return thread;
  }

  /** From now on tells each change to {@code url}, signed with {@code secret}. */
  public void to(String url, String secret) {
    hook = new Hook(URI.create(url), secret);
  }

  /** The next events that are to be told are not. */
  public void lose(int events) {
    toLose.addAndGet(events);
  }

  /** The bodies of those that were lost. */
  public Set<String> lost() {
    return Set.copyOf(lost);
  }

  /** How many events wait for an answer 2xx. */
  public int waiting() {
    return waiting.get();
  }

  /** How many events were answered 2xx. */
  public long delivered() {
    return delivered.get();
  }

  void deliver(String event, String payload) {
    Hook to = hook;
    if (to == null) {
      return;
    }
    if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      lost.add(payload);
      return;
    }
    waiting.incrementAndGet();
    HttpRequest request =
        HttpRequest.newBuilder(to.address())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "GitHub-Hookshot/044aadd")
            .header("X-GitHub-Event", event)
            .header("X-GitHub-Delivery", UUID.randomUUID().toString())
            .header("X-GitHub-Hook-ID", "292430182")
            .header("X-Hub-Signature-256", "sha256=" + signature(to.secret(), payload))
            .POST(BodyPublishers.ofString(payload))
            .build();
    thread.execute(() -> deliver(request));
  }

  private static String signature(String secret, String payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void deliver(HttpRequest request) {
    try {
      while (!isTaken(request)) {
        Thread.sleep(PAUSE.toMillis());
      }
      delivered.incrementAndGet();
      waiting.decrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closed
    }
  }

  private boolean isTaken(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

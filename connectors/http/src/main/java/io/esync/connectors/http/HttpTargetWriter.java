package io.esync.connectors.http;

import dev.failsafe.CircuitBreaker;
import io.esync.connectors.http.Requests.Group;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import io.esync.connectors.spi.http.Statuses;
import io.esync.operators.model.ChangeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends the changes of a batch, several at the same time: they are of different keys. It waits for
 * all of them before it ends, so that no change overtakes an earlier one of its key.
 */
final class HttpTargetWriter implements TargetWriter {
  private static final Statuses GONE = new Statuses(List.of("404", "410"));
  private static final int TOO_MANY = 429;

  private final Requests requests;
  private final ApiClient client;
  private final Statuses stopOn;
  private final CircuitBreaker<Object> breaker;
  private final ExecutorService senders;

  HttpTargetWriter(HttpTarget target) {
    HttpConfig config = target.config();
    this.requests = new Requests(target);
    this.client = target.client();
    this.stopOn = new Statuses(config.stopOn());
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(config.breaker().failures())
            .withDelay(config.breaker().pause())
            .build();
    this.senders = Executors.newFixedThreadPool(config.concurrency(), HttpTargetWriter::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "esync-http");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void write(List<ChangeRecord> batch) throws TargetException {
    write(batch, new AllOrNothing());
  }

  @Override
  public void write(List<ChangeRecord> batch, Settled settled) throws TargetException {
    List<Group> groups = requests.groups(batch);
    List<Callable<Void>> sending = new ArrayList<>();
    for (Group group : groups) {
      sending.add(sending(group));
    }
    List<Future<Void>> sent = sendAll(sending);
    TargetException failure = null;
    for (int i = 0; i < groups.size(); i++) {
      TargetException refusal = outcome(sent.get(i));
      List<ChangeRecord> changes = groups.get(i).changes();
      if (refusal == null) {
        changes.forEach(settled::written);
      } else if (refusal.kind() == Kind.REFUSED && changes.size() == 1) {
        settled.refused(changes.get(0), refusal);
      } else {
        failure = graver(failure, refusal);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What stops the job before what is tried again, and that before what is halved. */
  private static TargetException graver(TargetException one, TargetException other) {
    return one == null || weight(other) > weight(one) ? other : one;
  }

  private static int weight(TargetException failure) {
    return switch (failure.kind()) {
      case REFUSED -> 0;
      case TRANSIENT -> 1;
      case FATAL -> 2;
    };
  }

  private Callable<Void> sending(Group group) {
    if (group.request() == null) {
      return () -> null;
    }
    HttpCall call;
    try {
      call = requests.call(group);
    } catch (TargetException e) {
      return () -> {
        throw e;
      };
    }
    return () -> {
      send(call, group.isDelete());
      return null;
    };
  }

  private List<Future<Void>> sendAll(List<Callable<Void>> sending) throws TargetException {
    try {
      return senders.invokeAll(sending);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(Kind.TRANSIENT, "broken off: the task ends", "", e);
    }
  }

  private static TargetException outcome(Future<Void> sent) {
    try {
      sent.get();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetException failure) {
        return failure;
      }
      throw new IllegalStateException("a request could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TargetException(Kind.TRANSIENT, "broken off: the task ends", "", e);
    }
  }

  private void send(HttpCall call, boolean delete) throws TargetException {
    if (!breaker.tryAcquirePermit()) {
      String message =
          "%s is not made: the requests before it failed, and the server is left alone for %d ms"
              .formatted(call, breaker.getRemainingDelay().toMillis());
      throw new TargetException(Kind.TRANSIENT, message, "", null);
    }
    try {
      client.send(call);
      breaker.recordSuccess();
    } catch (HttpFailure e) {
      if (e.isPassing() && e.status() != TOO_MANY) { // a limit is no fault, and waited for
        breaker.recordFailure();
      } else {
        breaker.recordSuccess();
      }
      if (!(delete && GONE.contain(e.status()))) {
        throw failure(e);
      }
    }
  }

  private TargetException failure(HttpFailure e) {
    Kind kind = e.isPassing() ? Kind.TRANSIENT : isFinal(e) ? Kind.FATAL : Kind.REFUSED;
    String status = e.status() == HttpFailure.NO_ANSWER ? "" : String.valueOf(e.status());
    return new TargetException(kind, e.getMessage(), status, e);
  }

  private boolean isFinal(HttpFailure e) {
    return e.status() == HttpFailure.NO_ANSWER || stopOn.contain(e.status());
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }

  /** Of a batch that is asked for as a whole. */
  private static final class AllOrNothing implements Settled {
    @Override
    public void written(ChangeRecord change) {}

    @Override
    public void refused(ChangeRecord change, TargetException why) throws TargetException {
      throw why;
    }
  }
}

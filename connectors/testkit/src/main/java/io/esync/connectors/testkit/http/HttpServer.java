package io.esync.connectors.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server of HTTP/1.1 on a free port that misbehaves on demand, down to its sockets. It notes all
 * that it is sent, also what it answers badly.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start()) {
 *   server.serve("/customers", new RestCollection("/customers", "id"));
 *   server.fail(Fault.status(500), new Fault.Hangs()); // the next two requests, one each
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpServer::daemon);
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Deque<Failing> failing = new ConcurrentLinkedDeque<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Answers requests; may be asked by several threads at the same time. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Received request);
  }

  private record Failing(Predicate<Received> which, Fault fault, boolean once) {}

  private HttpServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static HttpServer start() {
    try {
      HttpServer server = new HttpServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      server.threads.execute(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-server");
    thread.setDaemon(true);
    return thread;
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  /** Answers what has this path or lies below it; the longest path counts. */
  public void serve(String path, Handler handler) {
    handlers.put(path, handler);
  }

  /** The next requests meet with these faults, one each. */
  public void fail(Fault... faults) {
    for (Fault fault : faults) {
      failing.add(new Failing(request -> true, fault, true));
    }
  }

  /** The next such request meets with the fault. */
  public void failOnce(Predicate<Received> which, Fault fault) {
    failing.add(new Failing(which, fault, true));
  }

  /** All such requests meet with the fault, until {@link #behave}. */
  public void failAlways(Predicate<Received> which, Fault fault) {
    failing.add(new Failing(which, fault, false));
  }

  /** Forgets all faults. */
  public void behave() {
    failing.clear();
  }

  /** All requests so far, in the order in which they came. */
  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** Forgets the requests so far. */
  public void forget() {
    requests.clear();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream())) {
      connection.setTcpNoDelay(true);
      Received request = Received.read(in);
      while (request != null) {
        requests.add(request);
        answer(request, connection);
        request = Received.read(in);
      }
    } catch (IOException e) {
      // The client went away, or the connection was reset on purpose.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private void answer(Received request, Socket connection)
      throws IOException, InterruptedException {
    OutputStream out = connection.getOutputStream();
    Fault fault = faultOf(request);
    if (fault == null) {
      send(handle(request), out);
    } else if (fault instanceof Fault.Answers other) {
      send(other.reply(), out);
    } else if (fault instanceof Fault.Hangs) {
      closed.await();
    } else if (fault instanceof Fault.Resets) {
      reset(connection);
    } else if (fault instanceof Fault.LosesTheAnswer) {
      handle(request);
      reset(connection);
    } else if (fault instanceof Fault.Truncates) {
      Reply reply = handle(request);
      String half = reply.body().substring(0, reply.body().length() / 2);
      send(new Reply(reply.status(), reply.headers(), half), out);
    } else if (fault instanceof Fault.BreaksOff) {
      Reply reply = handle(request);
      out.write(reply.head());
      out.write(reply.bytes(), 0, reply.bytes().length / 2);
      out.flush();
      reset(connection);
    } else if (fault instanceof Fault.Drips drips) {
      drip(handle(request), drips.pause(), out);
    }
  }

  private Fault faultOf(Received request) {
    synchronized (failing) { // a fault that is due once meets one request alone
      Optional<Failing> due =
          failing.stream().filter(each -> each.which().test(request)).findFirst();
      due.filter(Failing::once).ifPresent(failing::remove);
      return due.map(Failing::fault).orElse(null);
    }
  }

  private Reply handle(Received request) {
    return handlers.entrySet().stream()
        .filter(entry -> isBelow(request.path(), entry.getKey()))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(entry -> entry.getValue().answer(request))
        .orElseGet(() -> Reply.of(404, "nothing is served here"));
  }

  private static boolean isBelow(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  private static void send(Reply reply, OutputStream out) throws IOException {
    out.write(reply.head());
    if (reply.status() != 204 && reply.status() != 304) {
      out.write(reply.bytes());
    }
    out.flush();
  }

  private void drip(Reply reply, Duration pause, OutputStream out)
      throws IOException, InterruptedException {
    out.write(reply.head());
    for (byte next : reply.bytes()) {
      if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      out.write(next);
      out.flush();
    }
  }

  /** Closes with a reset instead of an orderly end. */
  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
    throw new IOException("reset on purpose");
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}

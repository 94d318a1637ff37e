package io.esync.operators.flink.resync;

import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Reread;
import io.esync.operators.model.RereadEnd;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.RefusedException;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.ResyncScope;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one task on a thread of its own. What it reads, and each step that it took, it hands
 * to the operator, which makes it wait while too much is on its way. What fails is tried again from
 * the last chunk on; what fails several times without getting on is given up, so that a command
 * cannot stop a job.
 */
final class ResyncThread extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(ResyncThread.class);
  private static final int ATTEMPTS = 5;

  private final Rereader rereader;
  private final ResyncScope scope;
  private final long retryMillis;
  private final Steps steps;
  private ResyncTask task;
  private int attempts;

  /** Takes the steps, in their order. */
  interface Steps {
    /** Records on their way, and how far the task is behind them. */
    void read(List<SourceRecord> records, ResyncTask after) throws InterruptedException;

    /** The task is done. */
    void done(ResyncTask task, String how) throws InterruptedException;

    /** The task cannot be done. */
    void refused(ResyncTask task, String why) throws InterruptedException;
  }

  /**
   * @param retryMillis how long to wait after the first failure; twice as long after each more
   */
  ResyncThread(
      Rereader rereader, ResyncScope scope, ResyncTask task, long retryMillis, Steps steps) {
    super("resync-" + scope.source());
    setDaemon(true);
    this.rereader = rereader;
    this.scope = scope;
    this.task = task;
    this.retryMillis = retryMillis;
    this.steps = steps;
  }

  @Override
  public void run() {
    try {
      while (!carriedOut()) {
        Thread.sleep(retryMillis << Math.min(attempts - 1, ATTEMPTS));
      }
    } catch (InterruptedException e) {
      // the operator is closed: it goes on with this task after it is restored
    }
  }

  /** False where it failed and is to be tried again. */
  private boolean carriedOut() throws InterruptedException {
    try (TableReader reader = rereader.open()) {
      carryOut(reader);
      return true;
    } catch (RefusedException e) {
      steps.refused(task, e.getMessage());
      return true;
    } catch (IOException | RuntimeException e) {
      if (isInterrupted()) {
        throw new InterruptedException();
      }
      attempts++;
      LOG.warn("Reading {} again failed, attempt {}", scope.source(), attempts, e);
      if (attempts < ATTEMPTS) {
        return false;
      }
      steps.refused(task, "given up after " + ATTEMPTS + " attempts: " + e.getMessage());
      return true;
    }
  }

  private void carryOut(TableReader reader)
      throws IOException, InterruptedException, RefusedException {
    List<String> captured = reader.streams();
    if (task.streams() == null) {
      List<String> streams = scope.streams(task.command(), captured);
      if (!task.command().entityKey().isEmpty()) {
        readKey(reader, streams, captured);
        return;
      }
      step(List.of(), task.reading(streams));
    }
    String kept = "";
    while (!task.streams().isEmpty()) {
      String stream = task.streams().get(0);
      if (!captured.contains(stream)) {
        throw new RefusedException("there is no table " + stream + " any more");
      }
      if (task.since() == null) {
        step(List.of(), task.from(reader.since()));
      }
      readChunks(reader, stream);
      kept += kept(stream, captured);
      step(ends(stream, captured), task.streamDone());
    }
    steps.done(task, task.rows() + " rows were read" + unread(task.unread()) + kept);
  }

  private void step(List<SourceRecord> records, ResyncTask after) throws InterruptedException {
    steps.read(records, after);
    task = after;
    attempts = 0;
  }

  private void readChunks(TableReader reader, String stream)
      throws IOException, InterruptedException {
    boolean begun = task.next() != null;
    while (!begun || task.next() != null) {
      begun = true;
      Count count = new Count();
      String next =
          reader.chunk(
              stream,
              task.next(),
              task.since(),
              rows -> {
                steps.read(again(rows, task.since()), task);
                count.add(rows);
              });
      step(List.of(), task.chunk(next, count.rows, count.unread));
    }
  }

  /** A chunk that begins where it ended is read again, never left out. */
  private static List<SourceRecord> again(List<SourceRecord> rows, Since since) {
    List<SourceRecord> records = new ArrayList<>(rows.size());
    for (SourceRecord row : rows) {
      records.add(row instanceof SourceChange change ? new Reread(change, since.micros()) : row);
    }
    return records;
  }

  private List<SourceRecord> ends(String stream, List<String> captured) {
    List<SourceRecord> ends = new ArrayList<>();
    if (task.unreadHere() == 0) {
      long micros = task.since().micros();
      Origin origin =
          new Origin(scope.source(), stream, task.since().gone(), micros, micros / 1000, true);
      scope.swept(stream, captured).forEach(entity -> ends.add(new RereadEnd(origin, entity)));
    }
    return ends;
  }

  private String kept(String stream, List<String> captured) {
    if (task.unreadHere() > 0) {
      return "; nothing was deleted that " + stream + " has no more, as not all could be read";
    }
    return scope.swept(stream, captured).isEmpty()
        ? "; nothing was deleted that " + stream + " has no more, as it is not the only one"
        : "";
  }

  private static String unread(long count) {
    return count == 0 ? "" : ", of which " + count + " are in the dead-letter queue";
  }

  private void readKey(TableReader reader, List<String> streams, List<String> captured)
      throws IOException, InterruptedException, RefusedException {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (String stream : streams) {
      keys.add(scope.key(task.command(), stream));
    }
    Since since = reader.since();
    List<SourceRecord> found = new ArrayList<>();
    long gone = 0;
    for (int i = 0; i < keys.size(); i++) {
      String stream = streams.get(i);
      List<SourceRecord> rows = reader.rows(stream, keys.get(i), since);
      found.addAll(rows);
      boolean only = scope.swept(stream, captured).contains(task.command().entity());
      if (rows.isEmpty() && only && scope.isKeyOfAll(keys.get(i), stream)) {
        found.add(reader.gone(stream, keys.get(i), since));
        gone++;
      }
    }
    Count count = new Count();
    count.add(found);
    steps.read(again(found, since), task);
    long rows = count.rows - gone;
    steps.done(task, rows + " rows were read" + unread(count.unread) + deleted(rows, gone));
  }

  private static String deleted(long rows, long gone) {
    return gone > 0
        ? "; the source has it no more"
        : rows > 0 ? "" : "; nothing was deleted, as this table is not the only one";
  }

  /** How many rows a chunk had. */
  private static final class Count {
    private long rows;
    private long unread;

    void add(List<SourceRecord> records) {
      rows += records.size();
      unread += records.stream().filter(Malformed.class::isInstance).count();
    }
  }
}

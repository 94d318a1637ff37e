package io.esync.operators.flink.resync;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.Rereader;
import io.esync.operators.resync.ResyncScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Reads tables of one source again, as commands ask for it.
 *
 * <p>Input: commands; those that are not for this source are left alone. Output: the rows that were
 * read, and where a table ends. Side output: audit events of what was begun, done and refused.
 * State: the commands that are not done, how far the first of them was carried out, and the ids of
 * the last ones. A failure goes on from the last chunk that was read whole. Commands are carried
 * out one after the other; one that comes again is nothing.
 *
 * <p>A thread of its own reads. What it reads comes in through the mailbox, some batches at a time,
 * so that it holds up neither checkpoints nor the stream of the source.
 */
public final class ResyncOperator extends AbstractStreamOperator<SourceRecord>
    implements OneInputStreamOperator<Command, SourceRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final int ON_THEIR_WAY = 4;
  private static final int REMEMBERED = 1_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 1_000;

  private final String operator;
  private final Rereader rereader;
  private final ResyncScope scope;
  private final long retryMillis;

  private transient Deque<ResyncTask> tasks;
  private transient Set<String> known;
  private transient ListState<ResyncTask> taskState;
  private transient ListState<String> knownState;
  private transient MailboxExecutor mailbox;
  private transient Semaphore room;
  private transient Thread reading;
  private transient Counter rowsRead;

  /**
   * @param operator name of this operator, for the audit
   * @param scope what commands mean for the source
   */
  public ResyncOperator(String operator, Rereader rereader, ResyncScope scope) {
    this(operator, rereader, scope, RETRY_MILLIS);
  }

  ResyncOperator(String operator, Rereader rereader, ResyncScope scope, long retryMillis) {
    this.operator = operator;
    this.rereader = rereader;
    this.scope = scope;
    this.retryMillis = retryMillis;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    tasks = new ArrayDeque<>();
    known = new LinkedHashSet<>();
    taskState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("tasks", ResyncTaskSerializer.INSTANCE));
    knownState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("known", StringSerializer.INSTANCE));
    taskState.get().forEach(tasks::add);
    knownState.get().forEach(known::add);
  }

  @Override
  public void open() throws Exception {
    super.open();
    mailbox =
        getContainingTask().getMailboxExecutorFactory().createExecutor(config.getChainIndex());
    room = new Semaphore(ON_THEIR_WAY);
    MetricGroup group = getMetricGroup().addGroup("esync").addGroup("source", scope.source());
    rowsRead = group.counter("resyncRows");
    group.gauge("resyncTablesToGo", this::tablesToGo);
    begin();
  }

  /** At least one as long as anything is to be done. */
  private int tablesToGo() {
    int tables = 0;
    for (ResyncTask task : tasks) {
      tables += task.streams() == null ? 1 : Math.max(1, task.streams().size());
    }
    return tables;
  }

  @Override
  public void processElement(StreamRecord<Command> element) {
    Command command = element.getValue();
    if (command.action() != Action.RESYNC || !scope.concerns(command) || !remember(command.id())) {
      return;
    }
    tasks.add(ResyncTask.of(command));
    audit(command, Outcome.COMMANDED, "");
    begin();
  }

  private boolean remember(String id) {
    boolean isNew = known.add(id);
    if (known.size() > REMEMBERED) {
      Iterator<String> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
    return isNew;
  }

  private void begin() {
    if (reading == null && !tasks.isEmpty()) {
      reading = new ResyncThread(rereader, scope, tasks.element(), retryMillis, new MailedSteps());
      reading.start();
    }
  }

  private void end(ResyncTask task, Outcome outcome, String how) {
    reading = null;
    tasks.remove();
    audit(task.command(), outcome, ": " + how);
    begin();
  }

  private void audit(Command command, Outcome outcome, String how) {
    String reason = "RESYNC " + scope.source() + what(command) + command.by() + how;
    output.collect(
        OutputTags.AUDIT,
        new StreamRecord<>(
            new AuditEvent(operator, outcome, reason, command.origin(), null, List.of())));
  }

  /** Without the key: it may tell of a person. */
  private static String what(Command command) {
    return (command.stream().isEmpty() ? "" : " " + command.stream())
        + (command.entity().isEmpty() ? "" : " for " + command.entity())
        + (command.entityKey().isEmpty() ? "" : ", one key,");
  }

  @Override
  public void endInput() throws Exception {
    while (!tasks.isEmpty()) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    taskState.update(List.copyOf(tasks));
    knownState.update(List.copyOf(known));
  }

  @Override
  public void close() throws Exception {
    if (reading != null) {
      reading.interrupt();
      reading.join(CLOSE_MILLIS);
    }
    super.close();
  }

  /** Hands each step to the task's thread. */
  private final class MailedSteps implements ResyncThread.Steps {
    @Override
    public void read(List<SourceRecord> records, ResyncTask after) throws InterruptedException {
      mail(
          () -> {
            for (SourceRecord record : records) {
              output.collect(new StreamRecord<>(record));
            }
            rowsRead.inc(records.size());
            tasks.remove();
            tasks.addFirst(after);
          });
    }

    @Override
    public void done(ResyncTask task, String how) throws InterruptedException {
      mail(() -> end(task, Outcome.COMMANDED, how));
    }

    @Override
    public void refused(ResyncTask task, String why) throws InterruptedException {
      mail(() -> end(task, Outcome.REFUSED, why));
    }

    private void mail(Runnable step) throws InterruptedException {
      room.acquire();
      try {
        mailbox.execute(
            () -> {
              step.run();
              room.release();
            },
            "resync");
      } catch (RejectedExecutionException e) {
        throw new InterruptedException("the task has ended");
      }
    }
  }
}

package io.esync.operators.flink;

import io.esync.operators.merge.MergeInput;
import io.esync.operators.merge.SourceDelta;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Joins successive changes of one key before they are sent to the merge, so that a key that changes
 * all the time costs the one instance that holds it less. The result is the same: the join is
 * associative.
 *
 * <p>Input: changes of one source, and how far it has come. Output: a change that came alone as it
 * is, several of one key as one {@link MergeInput.Joined}. State: none. What is waiting is sent on
 * before a checkpoint's barrier, before word of progress, after a while, and when too many keys
 * wait, so that nothing is lost or overtaken.
 */
public final class PreJoinOperator extends AbstractStreamOperator<MergeInput>
    implements OneInputStreamOperator<MergeInput, MergeInput> {
  private static final long serialVersionUID = 1L;

  private final Set<String> entities;
  private final long waitMillis;
  private final int mostKeys;

  private transient Map<EntityKey, Waiting> waiting;
  private transient Counter joined;
  private transient boolean timed;

  /**
   * @param entities those whose changes are joined; others pass
   * @param waitMillis how long a change may wait for others of its key
   * @param mostKeys how many keys may wait at the same time
   */
  public PreJoinOperator(Set<String> entities, long waitMillis, int mostKeys) {
    this.entities = Set.copyOf(entities);
    this.waitMillis = waitMillis;
    this.mostKeys = mostKeys;
    this.chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void open() throws Exception {
    super.open();
    waiting = new LinkedHashMap<>();
    joined = getMetricGroup().addGroup("esync").counter("preJoined");
  }

  @Override
  public void processElement(StreamRecord<MergeInput> element) {
    MergeInput input = element.getValue();
    if (!(input instanceof MergeInput.Change change)) {
      flush();
      output.collect(element);
    } else if (!entities.contains(change.change().entity())) {
      output.collect(element);
    } else {
      hold(change);
    }
  }

  private void hold(MergeInput.Change change) {
    Waiting known = waiting.get(change.key());
    if (known == null) {
      waiting.put(change.key(), new Waiting(change));
    } else {
      known.add(change.change());
      joined.inc();
    }
    if (waiting.size() >= mostKeys) {
      flush();
    } else if (!timed) {
      timed = true;
      flushLater();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Flink fails the task if the flush fails
  private void flushLater() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + waitMillis,
            time -> {
              timed = false;
              flush();
            });
  }

  private void flush() {
    for (Waiting one : waiting.values()) {
      output.collect(new StreamRecord<>(one.input()));
    }
    waiting.clear();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void finish() {
    flush();
  }

  /** The changes of one key that wait to be sent. */
  private static final class Waiting {
    private final MergeInput.Change first;
    private SourceDelta delta;
    private ChangeRecord last;
    private int count = 1;

    Waiting(MergeInput.Change first) {
      this.first = first;
      this.last = first.change();
    }

    void add(ChangeRecord change) {
      delta = (delta == null ? SourceDelta.of(first.change()) : delta).then(change);
      last = change;
      count++;
    }

    MergeInput input() {
      return delta == null ? first : new MergeInput.Joined(delta, last, count);
    }
  }
}

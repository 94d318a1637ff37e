package io.esync.connectors.spi.poll;

import io.esync.connectors.spi.Schedule;
import io.esync.operators.model.SourceRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Flink's source over a {@link PolledSystem}. The position of each split, and when it is due, are
 * part of checkpoints; what was emitted after the last completed one is read again. With a schedule
 * each split is polled first when it is new, and then at the schedule's fires: once at the start
 * where fires were missed, and not where the poll before is still under way.
 */
public final class PollingSource<P>
    implements Source<SourceRecord, PollingSplit<P>, PollingState<P>> {
  private static final long serialVersionUID = 1L;

  private final PolledSystem<P> system;
  private final Schedule schedule;

  /**
   * @param schedule when to poll; null to poll in the system's own interval
   */
  public PollingSource(PolledSystem<P> system, Schedule schedule) {
    this.system = system;
    this.schedule = schedule;
  }

  @Override
  public Boundedness getBoundedness() {
    return system.bounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceRecord, PollingSplit<P>> createReader(SourceReaderContext context) {
    MetricGroup metrics = context.metricGroup().addGroup("esync");
    system.register(metrics);
    return new PollingReader<>(
        system,
        enumerator(context),
        new Beat(schedule, system.interval(), Clock.systemUTC()),
        metrics.counter("failedPolls"));
  }

  private static PollingReader.Enumerator enumerator(SourceReaderContext context) {
    return new PollingReader.Enumerator() {
      @Override
      public void requestPart() {
        context.sendSplitRequest();
      }

      @Override
      public void tell(PartRead part) {
        context.sendSourceEventToCoordinator(part);
      }
    };
  }

  @Override
  public SplitEnumerator<PollingSplit<P>, PollingState<P>> createEnumerator(
      SplitEnumeratorContext<PollingSplit<P>> context) {
    return new PollingEnumerator<>(
        context, system, new PollingState<>(List.of(), List.of(), Map.of()));
  }

  @Override
  public SplitEnumerator<PollingSplit<P>, PollingState<P>> restoreEnumerator(
      SplitEnumeratorContext<PollingSplit<P>> context, PollingState<P> state) {
    return new PollingEnumerator<>(context, system, state);
  }

  @Override
  public SimpleVersionedSerializer<PollingSplit<P>> getSplitSerializer() {
    return new PollingSplit.Serializer<>(system.positions());
  }

  @Override
  public SimpleVersionedSerializer<PollingState<P>> getEnumeratorCheckpointSerializer() {
    return new PollingState.Serializer<>(new PollingSplit.Serializer<>(system.positions()));
  }
}

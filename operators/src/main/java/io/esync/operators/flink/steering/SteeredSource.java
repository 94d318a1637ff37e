package io.esync.operators.flink.steering;

import io.esync.operators.model.SourceRecord;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that can be paused. Its state is that of the source itself, so that a pipeline can begin
 * and end to take commands over a savepoint.
 *
 * @param <S> the splits of the source
 * @param <C> the state of its enumerator
 */
public final class SteeredSource<S extends SourceSplit, C> implements Source<SourceRecord, S, C> {
  private static final long serialVersionUID = 1L;

  private final Source<SourceRecord, S, C> source;
  private final String id;

  /**
   * @param id of the source in the pipeline file
   */
  public SteeredSource(Source<SourceRecord, S, C> source, String id) {
    this.source = source;
    this.id = id;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<SourceRecord, S> createReader(SourceReaderContext context) {
    return new SteeredReader<>(() -> source.createReader(context));
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return new SteeredEnumerator<>(source.createEnumerator(context), context, id);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C state)
      throws Exception {
    return new SteeredEnumerator<>(source.restoreEnumerator(context, state), context, id);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }
}

package io.esync.connectors.iceberg;

import io.esync.operators.model.ChangeRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writers, one step that brings their files together, and one committer.
 *
 * <p>Ours rather than Iceberg's: those want the stream itself and name their steps by class, and an
 * entity's changes need no second distribution.
 */
final class IcebergSink
    implements Sink<ChangeRecord>,
        SupportsCommitter<CheckpointFiles>,
        SupportsPreCommitTopology<WrittenFiles, CheckpointFiles> {
  private static final long serialVersionUID = 1L;

  /** Name and uid within the sink: Flink puts the sink's own before it. */
  private static final String COLLECT = "collect";

  private final String pipeline;
  private final String target;
  private final CatalogAccess access;
  private final HashMap<String, TableRoute> routes;
  private final Duration retryTimeout;

  IcebergSink(
      String pipeline,
      String target,
      CatalogAccess access,
      Map<String, TableRoute> routes,
      Duration retryTimeout) {
    this.pipeline = pipeline;
    this.target = target;
    this.access = access;
    this.routes = new HashMap<>(routes);
    this.retryTimeout = retryTimeout;
  }

  @Override
  public CommittingSinkWriter<ChangeRecord, WrittenFiles> createWriter(WriterInitContext context) {
    return new IcebergWriter(access.open(), routes, context);
  }

  @Override
  @SuppressWarnings("deprecation") // Flink asks for the other one
  public CommittingSinkWriter<ChangeRecord, WrittenFiles> createWriter(InitContext context) {
    throw new UnsupportedOperationException("createWriter(WriterInitContext) is called");
  }

  @Override
  public DataStream<CommittableMessage<CheckpointFiles>> addPreCommitTopology(
      DataStream<CommittableMessage<WrittenFiles>> written) {
    return written
        .global()
        .transform(
            COLLECT,
            CommittableMessageTypeInfo.of(CheckpointFilesSerializer::new),
            new CollectOperator())
        .uid(COLLECT)
        .setParallelism(1)
        .setMaxParallelism(1)
        .global();
  }

  @Override
  public SimpleVersionedSerializer<WrittenFiles> getWriteResultSerializer() {
    return new WrittenFilesSerializer();
  }

  @Override
  public Committer<CheckpointFiles> createCommitter(CommitterInitContext context) {
    return new TableCommitter(access.open(), pipeline + "." + target, retryTimeout);
  }

  @Override
  public SimpleVersionedSerializer<CheckpointFiles> getCommittableSerializer() {
    return new CheckpointFilesSerializer();
  }
}

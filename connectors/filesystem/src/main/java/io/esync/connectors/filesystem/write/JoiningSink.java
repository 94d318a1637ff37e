package io.esync.connectors.filesystem.write;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.SupportsConcurrentExecutionAttempts;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorOperatorFactory;
import org.apache.flink.connector.file.sink.compactor.operator.CompactorRequest;
import org.apache.flink.connector.file.sink.writer.FileWriterBucketState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/**
 * Flink's file sink that joins files, with an operator for joining that knows where it was restored
 * from: see {@link RestoredJoinFactory}. Names, uids and state are those of Flink's sink.
 */
final class JoiningSink
    implements Sink<FileRow>,
        SupportsWriterState<FileRow, FileWriterBucketState>,
        SupportsWriterState.WithCompatibleState,
        SupportsCommitter<FileSinkCommittable>,
        SupportsConcurrentExecutionAttempts,
        SupportsPreCommitTopology<FileSinkCommittable, FileSinkCommittable> {
  private static final long serialVersionUID = 1L;

  private final FileSink<FileRow> files;

  JoiningSink(FileSink<FileRow> files) {
    this.files = files;
  }

  @Override
  public DataStream<CommittableMessage<FileSinkCommittable>> addPreCommitTopology(
      DataStream<CommittableMessage<FileSinkCommittable>> written) {
    var joined =
        (OneInputTransformation<?, ?>) files.addPreCommitTopology(written).getTransformation();
    CompactorOperatorFactory factory = (CompactorOperatorFactory) joined.getOperatorFactory();
    @SuppressWarnings("unchecked") // what the operator of this factory takes
    var requests = (Transformation<CompactorRequest>) joined.getInputs().get(0);

    StreamExecutionEnvironment environment = written.getExecutionEnvironment();
    List<Transformation<?>> added = environment.getTransformations();
    added.remove(added.size() - 1); // Flink's own operator, which was added last
    SingleOutputStreamOperator<CommittableMessage<FileSinkCommittable>> restored =
        new DataStream<>(environment, requests)
            .transform(joined.getName(), written.getType(), new RestoredJoinFactory(factory))
            .uid(joined.getUid());
    restored.getTransformation().setParallelism(written.getParallelism(), false);
    return restored;
  }

  @Override
  @Deprecated
  public SinkWriter<FileRow> createWriter(InitContext context) throws IOException {
    return files.createWriter(context);
  }

  @Override
  public SinkWriter<FileRow> createWriter(WriterInitContext context) throws IOException {
    return files.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<FileRow, FileWriterBucketState> restoreWriter(
      WriterInitContext context, Collection<FileWriterBucketState> recovered) throws IOException {
    return files.restoreWriter(context, recovered);
  }

  @Override
  public SimpleVersionedSerializer<FileWriterBucketState> getWriterStateSerializer() {
    return files.getWriterStateSerializer();
  }

  @Override
  public Collection<String> getCompatibleWriterStateNames() {
    return files.getCompatibleWriterStateNames();
  }

  @Override
  public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return files.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
    return files.getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<FileSinkCommittable> getWriteResultSerializer() {
    return files.getWriteResultSerializer();
  }
}

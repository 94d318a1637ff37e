package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetConnector.Target;
import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.operators.flink.ModelTypeInfo;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Rejection;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Adds a target to a job: a sink behind an {@link EncodeFunction}, or a writer within a {@link
 * WriteOperator}.
 *
 * @param name of the step and its uid
 * @param target id of the target
 */
public record WriteStep(String name, String target, int parallelism, OnRefusal onRefusal) {

  /** Writes {@code changes}; gives the rejections, none where a refusal fails the job. */
  public DataStream<Rejection> add(DataStream<ChangeRecord> changes, Target into) {
    if (into instanceof WriterTarget writer) {
      return changes
          .transform(
              name,
              ModelTypeInfo.REJECTION,
              new WriteOperatorFactory(
                  target, writer.factory(), writer.options(), new Refusals(name, onRefusal)))
          .uid(name)
          .setParallelism(parallelism);
    }
    return encoded(changes, (SinkTarget<?>) into);
  }

  private <T> DataStream<Rejection> encoded(DataStream<ChangeRecord> changes, SinkTarget<T> into) {
    String encode = name + "/encode";
    SingleOutputStreamOperator<T> encoded =
        changes
            .process(
                new EncodeFunction<>(encode, target, into.encoder(), onRefusal),
                into.encoder().type())
            .name(encode)
            .uid(encode)
            .setParallelism(parallelism);
    encoded.sinkTo(into.sink()).name(name).uid(name).setParallelism(parallelism);
    return encoded.getSideOutput(OutputTags.REJECTIONS);
  }
}

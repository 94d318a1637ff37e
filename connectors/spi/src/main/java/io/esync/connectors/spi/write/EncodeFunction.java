package io.esync.connectors.spi.write;

import io.esync.connectors.spi.ChangeEncoder;
import io.esync.connectors.spi.TargetException;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.model.ChangeRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Encodes changes for a transactional sink.
 *
 * <p>Input: changes of merged entities. Output: what the sink takes, in the same order; by the side
 * output {@link OutputTags#REJECTIONS} a rejection for each change that the target can never take.
 * No state.
 *
 * @param <T> what the sink takes
 */
public final class EncodeFunction<T> extends ProcessFunction<ChangeRecord, T> {
  private static final long serialVersionUID = 1L;

  private final String target;
  private final ChangeEncoder<T> encoder;
  private final Refusals refusals;

  private transient TargetMetrics metrics;

  /**
   * @param operator name of this operator, for the changes it rejects
   * @param target id of the target
   */
  public EncodeFunction(
      String operator, String target, ChangeEncoder<T> encoder, OnRefusal onRefusal) {
    this.target = target;
    this.encoder = encoder;
    this.refusals = new Refusals(operator, onRefusal);
  }

  @Override
  public void open(OpenContext context) {
    metrics = new TargetMetrics(getRuntimeContext().getMetricGroup(), target);
  }

  @Override
  public void processElement(ChangeRecord change, Context context, Collector<T> out)
      throws TargetException {
    T encoded;
    try {
      encoded = encoder.encode(change);
    } catch (TargetException e) {
      if (e.kind() != TargetException.Kind.REFUSED) {
        throw e;
      }
      context.output(OutputTags.REJECTIONS, refusals.reject(change, e));
      metrics.rejected(Refusals.CODE);
      return;
    }
    if (encoded != null) {
      out.collect(encoded);
      metrics.taken(change);
    }
  }
}

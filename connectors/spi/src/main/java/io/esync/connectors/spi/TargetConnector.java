package io.esync.connectors.spi;

import io.esync.connectors.spi.store.ReadableTarget;
import io.esync.operators.model.ChangeRecord;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes changes of merged entities into one kind of system. Found by {@link
 * java.util.ServiceLoader}.
 *
 * @param <C> the record that declares the options of the target
 * @param <R> the record that declares the options of a route, the keys beside {@code target:} in an
 *     entity's {@code to:}
 */
public interface TargetConnector<C extends Record, R extends Record> extends Connector<C> {
  Class<R> routeType();

  /** The target in one of its two shapes. Does no I/O: it runs while the graph is built. */
  Target target(C config, TargetContext<R> context);

  /** Connects and tests every prerequisite; see {@link SourceConnector#check}. */
  List<CheckFailure> check(C config, TargetContext<R> context);

  /** How what was written is read back; empty where it is not. */
  default Optional<ReadableTarget<C, R>> reading() {
    return Optional.empty();
  }

  /**
   * Whether what is written with this configuration bears the marker that the context names, in a
   * form that a source of the same system can tell.
   */
  default boolean marksWrites(C config) {
    return false;
  }

  /** How a target is written. */
  sealed interface Target permits SinkTarget, WriterTarget {}

  /**
   * A transactional target: a Flink sink that takes part in checkpoints by itself.
   *
   * @param encoder makes what the sink takes, and refuses what it never could
   * @param <T> what the sink takes
   */
  record SinkTarget<T>(ChangeEncoder<T> encoder, Sink<T> sink) implements Target {
    /** A sink that takes changes as they are, each of them. */
    public static SinkTarget<ChangeRecord> of(Sink<ChangeRecord> sink) {
      return new SinkTarget<>(ChangeEncoder.unchanged(), sink);
    }
  }

  /** Any other target: a writer that the project's own operator drives. */
  record WriterTarget(TargetWriterFactory factory, WriteOptions options) implements Target {}
}

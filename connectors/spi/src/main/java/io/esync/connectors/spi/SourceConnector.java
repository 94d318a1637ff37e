package io.esync.connectors.spi;

import io.esync.connectors.spi.store.AppendableSource;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import io.esync.operators.resync.Rereader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/**
 * Reads changes from one kind of system. Found by {@link java.util.ServiceLoader}.
 *
 * <p>A connector never sees Flink's environment: uid, name, parallelism and watermarks are set by
 * the compiler. The source it returns never throws for a bad record, it emits a {@link
 * io.esync.operators.model.Malformed} instead.
 *
 * @param <C> the record that declares the options
 */
public interface SourceConnector<C extends Record> extends Connector<C> {
  /** Builds the source. Does no I/O: it must work where the system cannot be reached. */
  Source<SourceRecord, ?, ?> source(C config, SourceContext context);

  /**
   * Connects and tests every prerequisite. Reports all that is missing, in words that say what to
   * change; an empty result means that the source would start.
   */
  List<CheckFailure> check(C config, SourceContext context);

  /** The most readers that are of use at the same time for this configuration. */
  default int maxParallelism(C config) {
    return Integer.MAX_VALUE;
  }

  /** Whether the source polls with this configuration, and follows a schedule in doing so. */
  default boolean takesSchedule(C config) {
    return false;
  }

  /** The streams whose fields the configuration itself declares, by name; others are left out. */
  default Map<String, RowSchema> declared(C config) {
    return Map.of();
  }

  /** How rows are added to what it reads; empty where they are not. */
  default Optional<AppendableSource<C>> appending() {
    return Optional.empty();
  }

  /** How tables are read once more while their changes flow on; empty where they cannot be. */
  default Optional<Rereader> rereading(C config, SourceContext context) {
    return Optional.empty();
  }

  /**
   * What reads its records again from what was kept of those that it could not read; empty where
   * nothing can, so that a replay of them is refused. Does no I/O.
   */
  default Optional<RecordParser> parsing(C config, SourceContext context) {
    return Optional.empty();
  }

  /**
   * Whether the source can tell what bears a marker, see {@link SourceContext#markers}. If not,
   * what comes back is told by what was written.
   */
  default boolean knowsMarkers() {
    return false;
  }
}

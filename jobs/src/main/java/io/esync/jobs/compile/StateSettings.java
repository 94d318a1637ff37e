package io.esync.jobs.compile;

import io.esync.jobs.spec.PipelineSpec;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** How RocksDB keeps the merge's state, where the cluster's configuration does not say it. */
final class StateSettings {
  private final ReadableConfig given;
  private final Configuration settings = new Configuration();

  private StateSettings(ReadableConfig given) {
    this.given = given;
  }

  static void configure(StreamExecutionEnvironment environment, PipelineSpec pipeline) {
    StateSettings state = new StateSettings(environment.getConfiguration());
    // Most keys of a first copy are new: the filter answers for them without reading from files.
    state.prefer(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    state.prefer(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    if (pipeline.entities().stream().anyMatch(entity -> entity.from().size() > 1)) {
      // A row for each source: less on disk is worth more than quicker reads, see ADR 24.
      state.prefer(
          RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
          List.of(CompressionType.ZSTD_COMPRESSION));
    }
    environment.configure(state.settings);
  }

  private <T> void prefer(ConfigOption<T> option, T value) {
    if (given.getOptional(option).isEmpty()) {
      settings.set(option, value);
    }
  }
}

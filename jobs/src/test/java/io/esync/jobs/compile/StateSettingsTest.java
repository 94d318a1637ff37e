package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.contrib.streaming.state.RocksDBConfigurableOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompressionType;

class StateSettingsTest {
  private static final List<String> ONE = List.of("crm");
  private static final List<String> TWO = List.of("crm", "billing");

  @TempDir Path folder;

  @Test
  void a_copy_of_one_source_has_filters_and_the_compression_of_flink() throws Exception {
    ReadableConfig configured = configured(ONE, new Configuration());

    assertThat(configured.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
    assertThat(configured.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
    assertThat(configured.getOptional(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL)).isEmpty();
  }

  @Test
  void what_several_sources_say_of_a_key_is_kept_small() throws Exception {
    assertThat(
            configured(TWO, new Configuration())
                .get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
        .containsExactly(CompressionType.ZSTD_COMPRESSION);
  }

  @Test
  void the_cluster_may_say_otherwise() throws Exception {
    Configuration cluster = new Configuration();
    cluster.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, false);
    cluster.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.NO_COMPRESSION));

    ReadableConfig configured = configured(TWO, cluster);

    assertThat(configured.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isFalse();
    assertThat(configured.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
        .containsExactly(CompressionType.NO_COMPRESSION);
  }

  private ReadableConfig configured(List<String> sources, Configuration cluster) throws Exception {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), yaml(sources));
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, References.kept());
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(cluster);

    PipelineCompiler.compile(pipeline, catalog, environment);

    return environment.getConfiguration();
  }

  private String yaml(List<String> sources) {
    String read =
        sources.stream()
            .map(
                id ->
                    """
                        - {id: %s, type: filesystem, config: {path: %s, streams: {customers: {key: [id], fields: {id: bigint}}}}}
                    """
                        .formatted(id, folder.resolve(id)))
            .collect(Collectors.joining());
    String from =
        sources.stream()
            .map("{source: %s, stream: customers}"::formatted)
            .collect(Collectors.joining(", "));
    return """
        pipeline:
          id: settings
          data_dir: %1$s/data
          sources:
        %2$s
          entities:
            - name: customer
              key: [id]
              from: [%3$s]
              merge: {strategy: last-write-wins}
              to: [{target: lake}]
          targets:
            - {id: lake, type: filesystem, config: {path: %1$s/lake}}
        """
        .formatted(folder, read, from);
  }
}

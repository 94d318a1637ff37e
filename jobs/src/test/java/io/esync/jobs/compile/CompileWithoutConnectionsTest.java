package io.esync.jobs.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileWithoutConnectionsTest {
  @TempDir Path folder;

  @Test
  void compiling_connects_to_nothing_and_creates_nothing() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      Path file = Files.writeString(folder.resolve("pipeline.yaml"), yaml(port));
      ConnectorCatalog catalog = ConnectorCatalog.discover();
      StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());

      PipelineCompiler.compile(
          new PipelineLoader(catalog).load(file, References.kept()), catalog, environment);
      environment.getStreamGraph().getJobGraph();

      assertThat(server.accept()).as("a connection").isNull();
      assertThat(folder.resolve("data")).doesNotExist();
      assertThat(folder.resolve("lake")).doesNotExist();
    }
  }

  private String yaml(int port) {
    return """
        pipeline:
          id: nowhere
          data_dir: %1$s/data
          sources:
            - id: crm
              type: postgres-cdc
              config: {host: 127.0.0.1, port: %2$d, database: crm, username: u, password: "${env:P}", tables: [public.customers]}
          entities:
            - name: customer
              key: [id]
              from: [{source: crm, stream: public.customers}]
              merge: {strategy: last-write-wins}
              to: [{target: warehouse}, {target: lake}]
          targets:
            - id: warehouse
              type: jdbc
              config: {url: "jdbc:postgresql://127.0.0.1:%2$d/w", username: u, password: "${env:P}"}
            - id: lake
              type: filesystem
              config: {path: %1$s/lake}
        """
        .formatted(folder, port);
  }
}

package io.esync.jobs.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esync.jobs.cluster.ClusterDirectory;
import io.esync.jobs.cluster.ClusterOptions;
import io.esync.jobs.cluster.ExamplePlugin;
import io.esync.jobs.cluster.FlinkDistribution;
import io.esync.jobs.cluster.Installation;
import io.esync.jobs.cluster.LocalFlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector that somebody else wrote, in a jar of its own. */
class PluginIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PIPELINE =
      """
      pipeline:
        id: settings
        data_dir: %1$s/data
        sources: [{id: shop, type: text-folder, config: {path: "%1$s/in", interval: 50ms}}]
        entities:
          - name: setting
            key: [name]
            from: [{source: shop, stream: entries}]
            merge: {strategy: replicate}
            to: [{target: copy}]
        targets: [{id: copy, type: text-folder, config: {path: "%1$s/out"}}]
      """;

  @TempDir static Path shared;
  private static Path plugin;

  @TempDir Path folder;

  @BeforeAll
  static void compile() throws IOException {
    plugin = ExamplePlugin.jar(shared);
  }

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("out"));
  }

  @Test
  void it_runs_by_flink_run_with_its_jar_on_the_class_path() throws IOException {
    DrillSite site = SharedSite.get();
    put("colour", "blue");
    String job = site.submit("plugin", PIPELINE.formatted(folder), "-C", plugin.toUri().toString());

    assertThatItCopies();

    site.cancel(job);
  }

  @Test
  void it_runs_from_the_lib_folder_beside_the_job_jar() throws IOException {
    Installation installation = Installation.find();
    FlinkDistribution flink = withLibraries(installation, List.of(installation.jobJar(), plugin));
    LocalFlinkCluster cluster =
        new LocalFlinkCluster(flink, new ClusterDirectory(folder.resolve("cluster")), line -> {});
    try {
      cluster.start(
          ClusterOptions.standard()
              .onPort(0)
              .withConfiguration(
                  Map.of("classloader.parent-first-patterns.additional", "io.esync.")));
      put("colour", "blue");
      Path file = folder.resolve("settings.yaml");
      Files.writeString(file, PIPELINE.formatted(folder));
      cluster
          .cli()
          .submit(List.of(), installation.jobJar(), List.of("--pipeline", file.toString()));

      assertThatItCopies();
    } finally {
      cluster.stop();
    }
  }

  @Test
  void it_is_described_where_its_folder_is_named() throws Exception {
    ProcessBuilder describe =
        new ProcessBuilder(
                Installation.find().home().resolve("scripts/esync").toString(),
                "describe",
                "text-folder")
            .redirectErrorStream(true);
    describe
        .environment()
        .putAll(Map.of("ESYNC_PLUGINS", shared.toString(), "ESYNC_SKIP_BUILD", "1"));

    Process process = describe.start();

    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("text-folder", "Small text files of a folder", "path", "interval");
  }

  private void assertThatItCopies() throws IOException {
    awaitCopy(Map.of("colour", "blue"));
    put("colour", "red");
    put("size", "large");
    awaitCopy(Map.of("colour", "red", "size", "large"));
    Files.delete(folder.resolve("in/colour"));
    awaitCopy(Map.of("size", "large"));
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve("in").resolve(name), text);
  }

  private void awaitCopy(Map<String, String> expected) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(copy()).isEqualTo(expected));
  }

  private Map<String, String> copy() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      for (Path file :
          files.filter(file -> !file.getFileName().toString().startsWith(".")).toList()) {
        entries.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return entries;
  }

  /** A distribution like the assembled one, with more in its lib folder. */
  private FlinkDistribution withLibraries(Installation installation, List<Path> jars)
      throws IOException {
    FlinkDistribution assembled = installation.flink(Map.of());
    Path home = folder.resolve("flink");
    Path lib = Files.createDirectories(home.resolve("lib"));
    try (Stream<Path> files = Files.list(assembled.lib())) {
      for (Path jar : Stream.concat(files, jars.stream()).toList()) {
        Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
      }
    }
    Files.createSymbolicLink(home.resolve("conf"), assembled.conf());
    Files.createSymbolicLink(home.resolve("plugins"), assembled.plugins());
    return FlinkDistribution.assembledAt(home);
  }
}

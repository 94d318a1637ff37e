package io.esync.connectors.filesystem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.testkit.Directories;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class FilesystemContractTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(Subject::new);
  }

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(LakeSubject::new);
  }

  private static void delete(Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Subject implements SourceSubject<FilesystemSourceConfig> {
    private final Path directory = Files.createTempDirectory("esync-files");
    private final SourceFolder folder = new SourceFolder(directory);

    Subject() throws IOException {}

    @Override
    public SourceConnector<FilesystemSourceConfig> connector() {
      return new FilesystemSourceConnector();
    }

    @Override
    public SourceContext context() {
      return new SourceContext(
          "shop", "crm", List.of(new SourceContext.Stream("customers", List.of())));
    }

    @Override
    public FilesystemSourceConfig config() {
      return config(directory);
    }

    private static FilesystemSourceConfig config(Path path) {
      return SourceFolder.config(path, true, Envelope.ROW, "op", UnknownMembers.REJECT, 1 << 20);
    }

    @Override
    public void put(long id, String name) throws IOException {
      folder.append("customers", "{\"id\": %d, \"name\": \"%s\"}\n".formatted(id, name));
    }

    @Override
    public void delete(long id) throws IOException {
      folder.append("customers", "{\"id\": %d, \"op\": \"delete\"}\n".formatted(id));
    }

    @Override
    public Optional<String> poison() throws IOException {
      folder.append("customers", "{\"id\": 3, \"name\": \n");
      return Optional.of("{\"id\": 3, \"name\":");
    }

    @Override
    public FilesystemSourceConfig unreachable() {
      return config(directory.resolve("missing"));
    }

    @Override
    public List<Unmet<FilesystemSourceConfig>> unmet() {
      return List.of(
          new Unmet<>(
              "a missing file",
              SourceFolder.config(directory.resolve("missing"), false),
              List.of("no file and no folder", "missing"),
              List.of("'watch'")));
    }

    @Override
    public List<String> secrets() {
      return List.of();
    }

    @Override
    public void close() {
      FilesystemContractTest.delete(directory);
    }
  }

  private static final class LakeSubject
      implements TargetSubject<FilesystemConfig, FilesystemRoute> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory = Files.createTempDirectory("esync-lake");

    LakeSubject() throws IOException {}

    @Override
    public TargetConnector<FilesystemConfig, FilesystemRoute> connector() {
      return new FilesystemConnector();
    }

    @Override
    public FilesystemConfig config() {
      return config(directory);
    }

    private static FilesystemConfig config(Path path) {
      return new FilesystemConfig(path.toString(), Format.JSON_LINES);
    }

    @Override
    public FilesystemRoute route() {
      return new FilesystemRoute("customers");
    }

    /** The latest row of each key; every change stands in the files once. */
    @Override
    public Map<Long, String> rows() throws IOException {
      List<JsonNode> lines = lines();
      Set<JsonNode> versions = new HashSet<>();
      Map<Long, JsonNode> latest = new HashMap<>();
      for (JsonNode line : lines) {
        if (!versions.add(line.get("_version"))) {
          throw new AssertionError("written twice: " + line);
        }
        latest.merge(
            line.get("id").asLong(),
            line,
            (one, other) -> number(one) > number(other) ? one : other);
      }
      Map<Long, String> rows = new HashMap<>();
      latest.forEach(
          (id, line) -> {
            if (line.get("_op").asText().equals("upsert")) {
              rows.put(id, line.get("name").asText());
            }
          });
      return rows;
    }

    private static long number(JsonNode line) {
      return SourceVersion.parse(line.get("_version").asText()).major();
    }

    private List<JsonNode> lines() throws IOException {
      Path customers = directory.resolve("customers");
      List<JsonNode> lines = new ArrayList<>();
      if (Files.exists(customers)) {
        try (Stream<Path> files = Files.list(customers)) {
          for (Path file :
              files.filter(file -> !file.getFileName().toString().matches("[._].*")).toList()) {
            for (String line : Files.readAllLines(file)) {
              lines.add(JSON.readTree(line));
            }
          }
        }
      }
      return lines;
    }

    @Override
    public FilesystemConfig unreachable() {
      return config(Path.of("/proc/nowhere"));
    }

    @Override
    public List<Unmet<FilesystemConfig>> unmet() {
      return List.of(
          new Unmet<>(
              "no place for a directory",
              unreachable(),
              List.of("/proc/nowhere"),
              List.of("write")));
    }

    @Override
    public List<String> secrets() {
      return List.of();
    }

    @Override
    public void close() {
      FilesystemContractTest.delete(directory);
    }
  }
}

package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.operators.model.SchemaEvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemConnectorTest {
  private final FilesystemConnector connector = new FilesystemConnector();

  /** A context of these entities with their route paths; an empty one stands for none. */
  static TargetContext<FilesystemRoute> context(Map<String, String> paths) {
    Map<String, Route<FilesystemRoute>> routes = new HashMap<>();
    paths.forEach(
        (entity, path) ->
            routes.put(
                entity,
                new Route<>(
                    new FilesystemRoute(path.isEmpty() ? null : path),
                    new Contract(
                        entity, List.of(), List.of(), List.of(), SchemaEvolution.EVOLVE))));
    return new TargetContext<>("shop", "lake", routes);
  }

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(TargetConnector.class))
        .hasAtLeastOneElementOfType(FilesystemConnector.class);
  }

  @Test
  void a_directory_that_can_be_created_passes_the_check(@TempDir Path directory)
      throws IOException {
    Path lake = directory.resolve("a/b");

    assertThat(connector.check(config(lake.toString()), context(Map.of()))).isEmpty();

    try (var files = Files.list(lake)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_file_in_the_place_of_the_directory_fails_the_check(@TempDir Path directory)
      throws IOException {
    Path file = Files.createFile(directory.resolve("taken"));

    assertThat(connector.check(config(file.toString()), context(Map.of())))
        .singleElement()
        .satisfies(failure -> assertThat(failure.problem()).contains("cannot be created", "taken"));
  }

  @Test
  void an_address_without_its_plugin_fails_the_check_with_the_plugins_name() {
    assertThat(connector.check(config("s3://bucket/lake"), context(Map.of())))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.problem()).contains("s3://");
              assertThat(failure.remedy()).contains("flink-s3-fs-hadoop");
            });
  }

  @Test
  void a_relative_path_starts_where_the_pipeline_is_submitted() {
    assertThat(config("out/lake").location().getPath())
        .isEqualTo(Path.of("out/lake").toAbsolutePath().toString());
  }

  @Test
  void an_empty_path_is_refused() {
    assertThatThrownBy(() -> config(" ")).hasMessageContaining("path is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../other", "/etc", "a//b", "a/", ".hidden", "a/_b", ""})
  void a_route_out_of_the_target_or_out_of_sight_is_refused(String path) {
    assertThatThrownBy(() -> new FilesystemRoute(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + path + "'");
  }

  @Test
  void two_entities_in_one_directory_are_refused(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                connector.target(config(directory.toString()), context(Map.of("a", "", "b", "a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' and 'b' share the path 'a'");
  }

  private static FilesystemConfig config(String path) {
    return new FilesystemConfig(path, Format.JSON_LINES);
  }
}

package io.esync.jobs.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Flink's {@code config.yaml} as flat keys ({@code rest.port}) and their values as text.
 *
 * <p>Nested maps are flattened the way Flink does it; lists keep their YAML flow form, which Flink
 * reads as well.
 *
 * @param entries sorted by key, unmodifiable
 */
record FlinkConfigFile(Map<String, String> entries) {
  static final String NAME = "config.yaml";

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  FlinkConfigFile {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /**
   * @param conf a configuration folder; {@code flink-conf.yaml}, the name before Flink 1.19, is
   *     read too
   * @throws ClusterException when neither file is there or it is not YAML
   */
  static FlinkConfigFile readFrom(Path conf) {
    Path named = conf.resolve(NAME);
    Path file = Files.exists(named) ? named : conf.resolve("flink-conf.yaml");
    if (!Files.exists(file)) {
      throw new ClusterException(
          "No " + NAME + " in " + conf + ". Copy flink-conf/config.yaml there.");
    }
    try {
      Map<String, String> entries = new LinkedHashMap<>();
      flatten("", YAML.readTree(file.toFile()), entries);
      return new FlinkConfigFile(entries);
    } catch (JsonProcessingException e) {
      throw new ClusterException(file + " is not valid YAML: " + e.getOriginalMessage() + at(e), e);
    } catch (IOException e) {
      throw new ClusterException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      into));
    } else if (node.isArray()) {
      into.put(path, node.toString());
    } else if (!node.isNull() && !node.isMissingNode()) {
      into.put(path, node.asText());
    }
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** These entries, and those of {@code defaults} that are missing here. */
  FlinkConfigFile withDefaults(Map<String, String> defaults) {
    Map<String, String> merged = new TreeMap<>(defaults);
    merged.putAll(entries);
    return new FlinkConfigFile(merged);
  }

  /** These entries, replaced by those of {@code overrides} where both have one. */
  FlinkConfigFile with(Map<String, String> overrides) {
    Map<String, String> merged = new TreeMap<>(entries);
    merged.putAll(overrides);
    return new FlinkConfigFile(merged);
  }

  void writeTo(Path conf) {
    Path file = conf.resolve(NAME);
    try {
      YAML.writeValue(file.toFile(), entries);
    } catch (IOException e) {
      throw new ClusterException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}

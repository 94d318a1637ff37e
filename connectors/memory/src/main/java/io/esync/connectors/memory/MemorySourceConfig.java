package io.esync.connectors.memory;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.json.ChangeLineParser;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.json.HeartbeatLine;
import io.esync.connectors.spi.json.LineParser;
import io.esync.operators.model.Heartbeat;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of the source {@code memory}; the package's page shows an example. */
public record MemorySourceConfig(
    @Option(
            value = "The streams that changes name, each with its key and the types of its fields.",
            optional = true,
            example = "{customers: {key: [id], fields: {id: bigint, email: string}}}")
        Map<String, DeclaredStream> streams,
    @Option(
            value =
                "The changes, each as a line of JSON: stream, op, before, after, timestamp. Or"
                    + " heartbeat, with a time that no later line is before.",
            optional = true,
            example = "['{\"stream\": \"customers\", \"after\": {\"id\": 1}}']")
        List<String> changes,
    @Option(
            value = "Name of a buffer of this JVM to read instead, for tests.",
            optional = true,
            example = "crm")
        String buffer,
    @Option(
            value = "Whether the source ends after the last change, or waits for more for ever.",
            defaultValue = "true")
        boolean bounded) {
  public MemorySourceConfig {
    if (buffer != null && !changes.isEmpty()) {
      throw new IllegalArgumentException("changes and buffer exclude each other; take one out");
    }
    if (buffer == null && changes.isEmpty()) {
      throw new IllegalArgumentException("changes are missing; list some, or name a buffer");
    }
    parse(streams, changes, "source");
  }

  /**
   * The changes and heartbeats in their order.
   *
   * @param source id of the source that they shall come from
   */
  List<SourceRecord> records(String source) {
    return parse(streams, changes, source);
  }

  private static List<SourceRecord> parse(
      Map<String, DeclaredStream> streams, List<String> lines, String source) {
    LineParser parser = new ChangeLineParser(source, DeclaredStream.schemas(streams));
    List<SourceRecord> changes = new ArrayList<>();
    for (String line : lines) {
      int number = changes.size() + 1;
      try {
        Heartbeat heartbeat = HeartbeatLine.parse(source, line);
        changes.add(
            heartbeat == null ? parser.parse(line, new SourceVersion(0, number, 0), 0) : heartbeat);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("changes: item " + number + ": " + e.getMessage(), e);
      }
    }
    return changes;
  }
}

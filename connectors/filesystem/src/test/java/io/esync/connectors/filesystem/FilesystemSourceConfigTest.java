package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.spi.json.DeclaredStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which options of a source contradict each other. */
class FilesystemSourceConfigTest {
  private final FormatFiles files = new FormatFiles(Path.of("/in"));

  @Test
  void contradictions_are_refused() {
    assertThatThrownBy(
            () ->
                SourceFolder.config(
                    Path.of("/in"), false, Envelope.CHANGE, "_op", UnknownMembers.REJECT, 10))
        .hasMessageContaining("op_member is for 'envelope: row'");
    assertThatThrownBy(
            () ->
                SourceFolder.config(
                    Path.of("/in"), false, Envelope.ROW, "email", UnknownMembers.REJECT, 10))
        .hasMessageContaining("op_member 'email' is a field");
    assertThatThrownBy(() -> config("s3://key:geheim@bucket/in", SourceFolder.STREAMS.keySet()))
        .hasMessageContaining("credentials")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> config("/in", List.of("a", "b")))
        .hasMessageContaining("[a, b]")
        .hasMessageContaining("envelope: change");
    assertThatThrownBy(() -> config("/in", List.of())).hasMessageContaining("streams is empty");
  }

  @Test
  void what_a_format_does_not_have_is_refused() {
    Map<String, DeclaredStream> untyped = Map.of("rows", new DeclaredStream(List.of("id"), null));
    assertThatThrownBy(() -> files.config(Format.CSV, null, null, untyped))
        .hasMessageContaining("lines do not tell types");
    assertThatThrownBy(() -> files.config(Format.PARQUET, null, CsvOptions.STANDARD, untyped))
        .hasMessageContaining("csv is for 'format: csv'");
    assertThatThrownBy(() -> new CsvOptions(true, ",,", "\"", null, "UTF-8"))
        .hasMessageContaining("delimiter must be one character");
    assertThatThrownBy(() -> new CsvOptions(true, ",", "\"", null, "UTF-16"))
        .hasMessageContaining("does not have ASCII's letters");
  }

  private static FilesystemSourceConfig config(String path, Iterable<String> streams) {
    Map<String, DeclaredStream> declared = new HashMap<>();
    streams.forEach(name -> declared.put(name, SourceFolder.STREAMS.get("customers")));
    return new FilesystemSourceConfig(
        path,
        Format.JSON_LINES,
        Envelope.ROW,
        declared,
        null,
        "delete",
        UnknownMembers.REJECT,
        null,
        10);
  }
}

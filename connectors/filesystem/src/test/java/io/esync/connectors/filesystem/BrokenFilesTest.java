package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of files that are not what they should be. */
class BrokenFilesTest {
  private FormatFiles files;

  @BeforeEach
  void files(@TempDir Path folder) {
    files = new FormatFiles(folder);
  }

  @ParameterizedTest
  @CsvSource({"PARQUET,NONE", "AVRO,NONE", "JSON_LINES,GZIP", "JSON_LINES,ZSTD", "CSV,GZIP"})
  void a_file_that_is_cut_off_is_told_once_and_the_others_are_read(
      Format format, Compression compression) throws Exception {
    files.write("b", format, Mode.APPEND, compression, FormatFiles.rows());
    Path broken = files.write("a", format, Mode.APPEND, compression, FormatFiles.rows());
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 9));
    try (Reading reading =
        Reading.start(files.config(format, new Watch(Duration.ofMillis(1)), null))) {
      List<SourceRecord> records = reading.read();

      assertThat(records.stream().filter(Malformed.class::isInstance).map(r -> (Malformed) r))
          .singleElement()
          .satisfies(
              malformed -> {
                assertThat(malformed.message())
                    .startsWith("a.")
                    .contains("the file is broken after");
                assertThat(new String(malformed.payload(), UTF_8)).endsWith(broken.toString());
              });
      assertThat(FormatFiles.changed(records)).endsWith(FormatFiles.rows().toArray(Row[]::new));
      assertThat(reading.read()).isEmpty();

      Files.write(broken, bytes);
      assertThat(FormatFiles.changed(reading.read())).isEqualTo(FormatFiles.rows());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "AVRO"})
  void what_is_no_such_file_is_told(Format format) throws Exception {
    Files.writeString(files.folder().resolve("a"), "something else that is long enough");
    Files.writeString(files.folder().resolve("b"), "");

    List<SourceRecord> records = files.read(files.config(format));

    assertThat(records).hasSize(2).hasOnlyElementsOfType(Malformed.class);
  }

  @Test
  void a_file_without_the_key_is_told() throws Exception {
    files.write("a", Format.PARQUET, Mode.APPEND, Compression.NONE, FormatFiles.rows());
    FilesystemSourceConfig config =
        files.config(
            Format.PARQUET, null, null, Map.of("rows", new DeclaredStream(List.of("id"), null)));

    assertThat(((Malformed) files.read(config).get(0)).message())
        .endsWith("key field 'id' is not among the fields");
  }
}

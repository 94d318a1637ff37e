package io.esync.connectors.filesystem;

import static io.esync.connectors.filesystem.SourceFolder.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.filesystem.write.WrittenFile;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written in a format is read from it. */
class FormatRoundTripTest {
  private FormatFiles files;

  @BeforeEach
  void files(@TempDir Path folder) {
    files = new FormatFiles(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "PARQUET,SNAPPY", "PARQUET,ZSTD", "PARQUET,GZIP", "PARQUET,NONE", "AVRO,SNAPPY", "AVRO,ZSTD",
    "AVRO,GZIP", "AVRO,NONE", "CSV,NONE", "CSV,GZIP", "CSV,ZSTD", "JSON_LINES,NONE",
    "JSON_LINES,GZIP", "JSON_LINES,ZSTD"
  })
  void every_value_is_read_as_it_was_written(Format format, Compression compression)
      throws Exception {
    files.write("a", format, Mode.APPEND, compression, FormatFiles.rows());

    List<Row> read = files.readWhole(files.config(format));

    assertThat(read).isEqualTo(FormatFiles.rows());
  }

  @ParameterizedTest
  @CsvSource({
    "PARQUET,SNAPPY", "PARQUET,ZSTD", "PARQUET,GZIP", "PARQUET,NONE", "AVRO,SNAPPY", "AVRO,ZSTD",
    "AVRO,GZIP", "AVRO,NONE", "CSV,NONE", "CSV,GZIP", "CSV,ZSTD", "JSON_LINES,NONE",
    "JSON_LINES,GZIP", "JSON_LINES,ZSTD"
  })
  void files_that_are_joined_hold_the_rows_of_each(Format format, Compression compression)
      throws Exception {
    Object[] partial = FormatFiles.VALUES.clone();
    boolean typed = format == Format.PARQUET || format == Format.AVRO;
    partial[1] = typed ? Row.ABSENT : false;
    List<Row> others = List.of(Row.of(FormatFiles.SCHEMA, partial));
    Mode mode = typed ? Mode.CHANGELOG : Mode.APPEND;
    Path one = files.write("one", format, mode, compression, FormatFiles.rows());
    Path other = files.write("other", format, mode, compression, others);
    String suffix = one.getFileName().toString().substring("one".length());

    WrittenFile.join(
        List.of(one, other), files.folder().resolve("joined" + suffix), format, mode, compression);

    Files.delete(one);
    Files.delete(other);
    List<Row> expected = new ArrayList<>(FormatFiles.rows());
    expected.addAll(others);
    assertThat(files.readWhole(files.config(format))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "AVRO"})
  void what_a_change_did_not_carry_is_not_taken_for_null(Format format) throws Exception {
    Object[] partial = FormatFiles.VALUES.clone();
    partial[1] = Row.ABSENT;
    partial[2] = null;
    partial[17] = Row.ABSENT;
    files.write(
        "a",
        format,
        Mode.CHANGELOG,
        Compression.NONE,
        List.of(Row.of(FormatFiles.SCHEMA, partial)));

    assertThat(files.readWhole(files.config(format)))
        .containsExactly(Row.of(FormatFiles.SCHEMA, partial));
  }

  @ParameterizedTest
  @EnumSource
  void a_reading_goes_on_where_it_stopped(Format format) throws Exception {
    Compression compression =
        format == Format.JSON_LINES || format == Format.CSV ? Compression.GZIP : Compression.NONE;
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 2500; id++) {
      Object[] values = FormatFiles.VALUES.clone();
      values[0] = id;
      rows.add(Row.of(FormatFiles.SCHEMA, values));
    }
    files.write("a", format, Mode.APPEND, compression, rows);
    FilesystemSourceConfig config = files.config(format);
    FilesPosition position;
    try (var poller = new SourceFiles(config, "crm").open("files", FilesPosition.START)) {
      var piece = poller.poll();
      assertThat(piece.records()).hasSize(1000);
      position = piece.position();
    }

    try (Reading rest = new Reading(config, position)) {
      assertThat(FormatFiles.changed(rest.read())).isEqualTo(rows.subList(1000, 2500));
    }
  }

  @Test
  void members_of_a_gzip_file_are_read_one_after_the_other() throws Exception {
    try (OutputStream out = Files.newOutputStream(files.folder().resolve("a.gz"))) {
      for (String line : new String[] {"{\"id\":1}\n", "{\"id\":2}\n"}) {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        gzip.write(line.getBytes(UTF_8));
        gzip.finish();
      }
    }

    assertThat(texts(files.read(SourceFolder.config(files.folder(), false))))
        .containsExactly("UPSERT 1", "UPSERT 2");
  }

  @Test
  void a_column_says_that_a_row_is_gone() throws Exception {
    RowSchema schema =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("_op", DataType.STRING)),
            List.of("id"));
    List<Row> rows = List.of(Row.of(schema, 1, "upsert"), Row.of(schema, 1, "delete"));
    files.write("a", Format.PARQUET, Mode.APPEND, Compression.NONE, rows);
    FilesystemSourceConfig config =
        files.config(
            Format.PARQUET, null, null, Map.of("rows", new DeclaredStream(List.of("id"), null)));

    assertThat(texts(files.read(config))).containsExactly("UPSERT 1", "DELETE 1");
  }
}

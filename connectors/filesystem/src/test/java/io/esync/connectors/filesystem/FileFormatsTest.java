package io.esync.connectors.filesystem;

import static io.esync.connectors.filesystem.SourceFolder.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.filesystem.write.WrittenFile;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What files of each format hold, and what becomes of broken ones. */
class FileFormatsTest {
  private static final List<DataType> TYPES =
      List.of(
          DataType.BIGINT,
          DataType.BOOLEAN,
          DataType.INT,
          DataType.DECIMAL,
          DataType.decimal(9, 2),
          DataType.decimal(18, 0),
          DataType.decimal(38, 10),
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.STRING,
          DataType.BYTES,
          DataType.DATE,
          DataType.TIME,
          DataType.TIMESTAMP,
          DataType.TIMESTAMPTZ,
          DataType.UUID,
          DataType.JSON,
          DataType.arrayOf(DataType.STRING),
          DataType.arrayOf(DataType.arrayOf(DataType.TIMESTAMP)));
  private static final Object[] VALUES = {
    1L,
    true,
    Integer.MIN_VALUE,
    new BigDecimal("-1.500E-7"),
    new BigDecimal("-9999999.99"),
    new BigDecimal("-999999999999999999"),
    new BigDecimal("-9999999999999999999999999999.9999999999"),
    Float.MIN_VALUE,
    -0.1d,
    "a,\"b\"\nc é\0",
    new byte[] {0, -1},
    LocalDate.of(-44, 3, 15),
    LocalTime.of(23, 59, 59, 999_999_000),
    LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
    Instant.parse("0001-01-01T00:00:00.000001Z"),
    new UUID(-1, 1),
    "{\"a\":[1,null]}",
    Arrays.asList("x", null, ""),
    Arrays.asList(List.of(), null, Arrays.asList(null, LocalDateTime.of(2026, 1, 1, 0, 0)))
  };
  private static final RowSchema SCHEMA = schema();

  @TempDir Path folder;

  private static RowSchema schema() {
    List<Field> fields = new ArrayList<>();
    for (DataType type : TYPES) {
      fields.add(new Field("f" + fields.size(), type));
    }
    return RowSchema.of(fields, List.of("f0"));
  }

  private static List<Row> rows() {
    Object[] nulls = new Object[VALUES.length];
    nulls[0] = 2L;
    Object[] empty = nulls.clone();
    empty[0] = 3L;
    empty[9] = "";
    return List.of(Row.of(SCHEMA, VALUES.clone()), Row.of(SCHEMA, nulls), Row.of(SCHEMA, empty));
  }

  @ParameterizedTest
  @CsvSource({
    "PARQUET,SNAPPY", "PARQUET,ZSTD", "PARQUET,GZIP", "PARQUET,NONE", "AVRO,SNAPPY", "AVRO,ZSTD",
    "AVRO,GZIP", "AVRO,NONE", "CSV,NONE", "CSV,GZIP", "CSV,ZSTD", "JSON_LINES,NONE",
    "JSON_LINES,GZIP", "JSON_LINES,ZSTD"
  })
  void every_value_is_read_as_it_was_written(Format format, Compression compression)
      throws Exception {
    write("a", format, Mode.APPEND, compression, rows());

    List<Row> read = rows(read(config(format, null, null)));

    assertThat(read).isEqualTo(rows());
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "AVRO"})
  void what_a_change_did_not_carry_is_not_taken_for_null(Format format) throws Exception {
    Object[] partial = VALUES.clone();
    partial[1] = Row.ABSENT;
    partial[2] = null;
    partial[17] = Row.ABSENT;
    write("a", format, Mode.CHANGELOG, Compression.NONE, List.of(Row.of(SCHEMA, partial)));

    assertThat(rows(read(config(format, null, null)))).containsExactly(Row.of(SCHEMA, partial));
  }

  @ParameterizedTest
  @EnumSource
  void a_reading_goes_on_where_it_stopped(Format format) throws Exception {
    Compression compression =
        format == Format.JSON_LINES || format == Format.CSV ? Compression.GZIP : Compression.NONE;
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 2500; id++) {
      Object[] values = VALUES.clone();
      values[0] = id;
      rows.add(Row.of(SCHEMA, values));
    }
    write("a", format, Mode.APPEND, compression, rows);
    FilesystemSourceConfig config = config(format, null, null);
    FilesPosition position;
    try (var poller = new SourceFiles(config, "crm").open("files", FilesPosition.START)) {
      var piece = poller.poll();
      assertThat(piece.records()).hasSize(1000);
      position = piece.position();
    }

    try (Reading rest = new Reading(config, position)) {
      assertThat(rows(rest.read())).isEqualTo(rows.subList(1000, 2500));
    }
  }

  @ParameterizedTest
  @CsvSource({"PARQUET,NONE", "AVRO,NONE", "JSON_LINES,GZIP", "JSON_LINES,ZSTD", "CSV,GZIP"})
  void a_file_that_is_cut_off_is_told_once_and_the_others_are_read(
      Format format, Compression compression) throws Exception {
    write("b", format, Mode.APPEND, compression, rows());
    Path broken = write("a", format, Mode.APPEND, compression, rows());
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, bytes.length - 9));
    try (Reading reading = Reading.start(config(format, new Watch(Duration.ofMillis(1)), null))) {
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
      assertThat(rows(records)).endsWith(rows().toArray(Row[]::new));
      assertThat(reading.read()).isEmpty();

      Files.write(broken, bytes);
      assertThat(rows(reading.read())).isEqualTo(rows());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "AVRO"})
  void what_is_no_such_file_is_told(Format format) throws Exception {
    Files.writeString(folder.resolve("a"), "something else that is long enough");
    Files.writeString(folder.resolve("b"), "");

    List<SourceRecord> records = read(config(format, null, null));

    assertThat(records).hasSize(2).hasOnlyElementsOfType(Malformed.class);
  }

  @Test
  void a_file_without_the_key_is_told() throws Exception {
    write("a", Format.PARQUET, Mode.APPEND, Compression.NONE, rows());
    FilesystemSourceConfig config =
        config(Format.PARQUET, null, null, Map.of("rows", new DeclaredStream(List.of("id"), null)));

    assertThat(((Malformed) read(config).get(0)).message())
        .endsWith("key field 'id' is not among the fields");
  }

  @Test
  void a_column_says_that_a_row_is_gone() throws Exception {
    RowSchema schema =
        RowSchema.of(
            List.of(new Field("id", DataType.INT), new Field("_op", DataType.STRING)),
            List.of("id"));
    List<Row> rows = List.of(Row.of(schema, 1, "upsert"), Row.of(schema, 1, "delete"));
    write("a", Format.PARQUET, Mode.APPEND, Compression.NONE, rows);
    FilesystemSourceConfig config =
        config(Format.PARQUET, null, null, Map.of("rows", new DeclaredStream(List.of("id"), null)));

    assertThat(texts(read(config))).containsExactly("UPSERT 1", "DELETE 1");
  }

  @Test
  void csv_is_read_with_its_own_characters_and_broken_lines_are_told() throws Exception {
    CsvOptions csv = new CsvOptions(true, ";", "'", "NULL", "ISO-8859-1");
    Files.write(
        folder.resolve("a.csv"),
        "email;id;name\n'a;b';1;NULL\n'two\nlines';2;'NULL'\nx\ny;z;\n'it''s';3;\u00e9\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    List<SourceRecord> records = read(csvConfig(csv, UnknownMembers.REJECT));

    assertThat(records.get(0).origin().version()).isEqualTo(new SourceVersion(0, 1, 14));
    assertThat(((SourceChange) records.get(0)).after()).hasToString("{id=1, email=a;b, name=null}");
    assertThat(((SourceChange) records.get(1)).after())
        .hasToString("{id=2, email=two\nlines, name=NULL}");
    assertThat(texts(records).get(2)).isEqualTo("a.csv:5: 1 values in 3 columns <x>");
    assertThat(texts(records).get(3)).isEqualTo("a.csv:6: field 'id': 'z' is no bigint <y;z;>");
    assertThat(((SourceChange) records.get(4)).after()).hasToString("{id=3, email=it's, name=é}");
  }

  @Test
  void csv_without_a_header_has_the_declared_fields_in_their_order() throws Exception {
    Files.writeString(folder.resolve("a"), "1,a@b,\"\"\n2,,x");
    CsvOptions csv = new CsvOptions(false, ",", "\"", null, "UTF-8");

    assertThat(rows(read(csvConfig(csv, UnknownMembers.REJECT))))
        .extracting(Row::toString)
        .containsExactly("{id=1, email=a@b, name=}", "{id=2, email=null, name=x}");
  }

  @Test
  void a_column_that_is_not_declared_is_told_or_left_out() throws Exception {
    Files.writeString(folder.resolve("a"), "id,other\n1,2\n");

    assertThat(texts(read(csvConfig(null, UnknownMembers.REJECT))).get(0))
        .contains("column 'other' is not declared");
    assertThat(texts(read(csvConfig(null, UnknownMembers.IGNORE)))).containsExactly("UPSERT 1");
  }

  @Test
  void members_of_a_gzip_file_are_read_one_after_the_other() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("a.gz"))) {
      for (String line : new String[] {"{\"id\":1}\n", "{\"id\":2}\n"}) {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        gzip.write(line.getBytes(UTF_8));
        gzip.finish();
      }
    }

    assertThat(texts(read(SourceFolder.config(folder, false))))
        .containsExactly("UPSERT 1", "UPSERT 2");
  }

  @Test
  void contradictions_are_refused() {
    Map<String, DeclaredStream> untyped = Map.of("rows", new DeclaredStream(List.of("id"), null));
    assertThatThrownBy(() -> config(Format.CSV, null, null, untyped))
        .hasMessageContaining("lines do not tell types");
    assertThatThrownBy(() -> config(Format.PARQUET, null, CsvOptions.STANDARD, untyped))
        .hasMessageContaining("csv is for 'format: csv'");
    assertThatThrownBy(() -> new CsvOptions(true, ",,", "\"", null, "UTF-8"))
        .hasMessageContaining("delimiter must be one character");
    assertThatThrownBy(() -> new CsvOptions(true, ",", "\"", null, "UTF-16"))
        .hasMessageContaining("does not have ASCII's letters");
  }

  private FilesystemSourceConfig csvConfig(CsvOptions csv, UnknownMembers unknown) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", "bigint");
    fields.put("email", "string");
    fields.put("name", "string");
    Map<String, DeclaredStream> streams = Map.of("rows", new DeclaredStream(List.of("id"), fields));
    return new FilesystemSourceConfig(
        folder.toString(),
        Format.CSV,
        Envelope.ROW,
        streams,
        null,
        "delete",
        unknown,
        null,
        1 << 20,
        csv,
        false);
  }

  private FilesystemSourceConfig config(Format format, Watch watch, CsvOptions csv) {
    Map<String, String> fields = null;
    if (format == Format.JSON_LINES || format == Format.CSV) {
      fields = new LinkedHashMap<>();
      for (Field field : SCHEMA.fields()) {
        fields.put(field.name(), field.type().toString());
      }
    }
    return config(format, watch, csv, Map.of("rows", new DeclaredStream(List.of("f0"), fields)));
  }

  private FilesystemSourceConfig config(
      Format format, Watch watch, CsvOptions csv, Map<String, DeclaredStream> streams) {
    return new FilesystemSourceConfig(
        folder.toString(),
        format,
        Envelope.ROW,
        streams,
        "_op",
        "delete",
        UnknownMembers.REJECT,
        watch,
        1 << 20,
        csv,
        false);
  }

  private Path write(String name, Format format, Mode mode, Compression compression, List<Row> rows)
      throws IOException {
    boolean text = format == Format.JSON_LINES || format == Format.CSV;
    String suffix =
        !text || compression == Compression.NONE
            ? "x"
            : compression == Compression.GZIP ? "gz" : "zst";
    Path file = folder.resolve(name + "." + suffix);
    WrittenFile.write(file, format, mode, compression, rows);
    return file;
  }

  private static List<SourceRecord> read(FilesystemSourceConfig config) throws Exception {
    try (Reading reading = Reading.start(config)) {
      return reading.read();
    }
  }

  private static List<Row> rows(List<SourceRecord> records) {
    return records.stream()
        .filter(SourceChange.class::isInstance)
        .map(record -> ((SourceChange) record).after())
        .toList();
  }
}

package io.esync.connectors.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.filesystem.SourceFolder.Reading;
import io.esync.connectors.filesystem.write.WrittenFile;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
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

/** Files of all formats in the folder of a test, and sources over them. */
record FormatFiles(Path folder) {
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

  /** Values that are easily lost, a big one or a small one of each type. */
  static final Object[] VALUES = {
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

  static final RowSchema SCHEMA = schema();

  private static RowSchema schema() {
    List<Field> fields = new ArrayList<>();
    for (DataType type : TYPES) {
      fields.add(new Field("f" + fields.size(), type));
    }
    return RowSchema.of(fields, List.of("f0"));
  }

  /** Texts that are easily taken apart or changed, each in its own way. */
  private static final List<String> TEXTS =
      List.of("", "a\nb\nc\n", "a,b", "\"", "\"\"", " a ", "\uFEFFa", "NULL", "'", "a\r\nb", "\\");

  /** One of values that are easily lost, one of NULL, one of small numbers, and others of texts. */
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(SCHEMA, VALUES.clone()));
    rows.add(row(2L));
    Object[] small = row(3L).toArray();
    small[3] = new BigDecimal("-1");
    small[4] = new BigDecimal("-0.01");
    small[5] = new BigDecimal("-1");
    small[6] = new BigDecimal("-0.0000000001");
    rows.add(Row.of(SCHEMA, small));
    for (String text : TEXTS) {
      Object[] values = row(4L + rows.size()).toArray();
      values[9] = text;
      rows.add(Row.of(SCHEMA, values));
    }
    return List.copyOf(rows);
  }

  /** A row of NULLs. */
  private static Row row(long id) {
    Object[] values = new Object[VALUES.length];
    values[0] = id;
    return Row.of(SCHEMA, values);
  }

  FilesystemSourceConfig csv(CsvOptions csv, UnknownMembers unknown) {
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
        false,
        FirstRead.IN_ORDER);
  }

  FilesystemSourceConfig config(Format format) {
    return config(format, null, null);
  }

  FilesystemSourceConfig config(Format format, Watch watch, CsvOptions csv) {
    Map<String, String> fields = null;
    if (format == Format.JSON_LINES || format == Format.CSV) {
      fields = new LinkedHashMap<>();
      for (Field field : SCHEMA.fields()) {
        fields.put(field.name(), field.type().toString());
      }
    }
    return config(format, watch, csv, Map.of("rows", new DeclaredStream(List.of("f0"), fields)));
  }

  FilesystemSourceConfig config(
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
        false,
        FirstRead.IN_ORDER);
  }

  Path write(String name, Format format, Mode mode, Compression compression, List<Row> rows)
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

  List<SourceRecord> read(FilesystemSourceConfig config) throws Exception {
    try (Reading reading = Reading.start(config)) {
      return reading.read();
    }
  }

  /** The rows of the changes among the records; broken ones are left out. */
  static List<Row> changed(List<SourceRecord> records) {
    return records.stream()
        .filter(SourceChange.class::isInstance)
        .map(record -> ((SourceChange) record).after())
        .toList();
  }

  /** The rows of a source, none of which is broken. */
  List<Row> readWhole(FilesystemSourceConfig config) throws Exception {
    List<SourceRecord> records = read(config);
    assertThat(records).hasOnlyElementsOfType(SourceChange.class);
    return changed(records);
  }
}

package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.read.ParquetRecords;
import io.esync.connectors.spi.json.ChangeLineParser;
import io.esync.connectors.spi.json.LineParser;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;

/** Opens files of the format that a source is configured for. */
final class FileFormats implements FileContent.Opening {
  private final ReadOptions options;
  private final boolean distributed;
  private final InstantSource clock;

  FileFormats(ReadOptions options, boolean distributed, InstantSource clock) {
    this.options = options;
    this.distributed = distributed;
    this.clock = clock;
  }

  @Override
  public FileContent open(String name, StoredFile file, FileMark mark) throws IOException {
    return switch (options.format()) {
      case JSON_LINES -> lines(name, file, mark, jsonParser(options), StandardCharsets.UTF_8);
      case CSV -> csv(name, file, mark);
      case AVRO -> records(name, mark, new AvroRecords(file, options.key()));
      case PARQUET -> records(name, mark, new ParquetContent(file, options.key()));
    };
  }

  /** What reads lines of JSON. */
  static LineParser jsonParser(ReadOptions options) {
    Map<String, RowSchema> streams = options.schemas();
    return options.envelope() == Envelope.CHANGE
        ? new ChangeLineParser(options.source(), streams)
        : new RowLineParser(
            options.source(),
            options.stream(),
            streams.get(options.stream()),
            options.deletes(),
            options.undeclaredSkipped());
  }

  private FileContent lines(
      String name, StoredFile file, FileMark mark, LineParser parser, Charset charset)
      throws IOException {
    return text(name, mark, scanner(file, name, mark.offset()), parser, charset);
  }

  private FileContent text(
      String name, FileMark mark, LineScanner scanner, LineParser parser, Charset charset) {
    FileLines lines = new FileLines(options.source(), options.stream(), parser, charset);
    boolean wholeLines = options.grows(name, distributed);
    return new TextContent(name, mark, lines, scanner, wholeLines, clock);
  }

  private ByteLineScanner scanner(StoredFile file, String name, long offset) throws IOException {
    long end = StoredFile.isCompressed(name) ? Long.MAX_VALUE : file.getLength();
    return new ByteLineScanner(file.content(offset), offset, end, options.maxLineBytes());
  }

  private LineScanner csvScanner(StoredFile file, String name, long offset) throws IOException {
    CsvOptions csv = options.csv();
    return new CsvScanner(
        scanner(file, name, offset),
        options.maxLineBytes(),
        csv.delimiter().charAt(0),
        csv.quote().charAt(0));
  }

  private FileContent csv(String name, StoredFile file, FileMark mark) throws IOException {
    CsvOptions csv = options.csv();
    Charset charset = Charset.forName(csv.charset());
    RowSchema schema = options.schemas().get(options.stream());
    LineScanner scanner = csvScanner(file, name, 0);
    List<String> columns = schema.fields().stream().map(field -> field.name()).toList();
    FileMark start = mark;
    if (csv.header()) {
      LineScanner.Line header = scanner.next();
      if (header != null && (header.whole() || !options.grows(name, distributed))) {
        columns = header(new String(header.bytes(), charset), schema);
        start = mark.offset() == 0 ? mark.advanced(header.end(), header.lines()) : mark;
      }
    }
    if (mark.offset() != 0) {
      scanner.close();
      scanner = csvScanner(file, name, mark.offset());
    }
    LineParser parser =
        new CsvLineParser(
            options.source(), options.stream(), schema, options.deletes(), csv, columns);
    return text(name, start, scanner, parser, charset);
  }

  private List<String> header(String line, RowSchema schema) throws IOException {
    List<String> columns;
    try {
      columns =
          CsvLineParser.values(line.startsWith("\uFEFF") ? line.substring(1) : line, options.csv());
    } catch (IllegalArgumentException e) {
      throw new IOException("the header is " + e.getMessage(), e);
    }
    for (String column : columns) {
      if (column == null
          || (schema.indexOf(column) < 0
              && !options.undeclaredSkipped()
              && !column.equals(options.deletes().member()))) {
        throw new IOException("column '" + column + "' is not declared");
      }
    }
    for (String key : schema.key()) {
      if (!columns.contains(key)) {
        throw new IOException("the header lacks column '" + key + "' of the key");
      }
    }
    return columns;
  }

  private <T> FileContent records(String name, FileMark mark, RecordContent.Records<T> records)
      throws IOException {
    try {
      return new RecordContent<>(
          name, options.source(), options.stream(), options.deletes(), records, mark, clock);
    } catch (IOException | RuntimeException e) {
      records.close();
      throw e;
    }
  }

  /** The records of a Parquet file. */
  private static final class ParquetContent implements RecordContent.Records<Group> {
    private final ParquetRecords records;

    ParquetContent(StoredFile file, List<String> key) throws IOException {
      records = new ParquetRecords(file, 0, file.getLength(), key);
    }

    @Override
    public Group next() throws IOException {
      return records.next();
    }

    @Override
    public Row row(Group record) {
      return records.row(record);
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}

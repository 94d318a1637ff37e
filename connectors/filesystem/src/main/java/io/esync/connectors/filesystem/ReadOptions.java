package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Envelope;
import io.esync.connectors.filesystem.FilesystemSourceConfig.UnknownMembers;
import io.esync.connectors.filesystem.FilesystemSourceConfig.Watch;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.operators.model.RowSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the files of a source are read, as it travels to where that happens. */
final class ReadOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final Format format;
  private final Envelope envelope;
  private final CsvOptions csv;
  private final String stream;
  private final ArrayList<String> key;
  private final HashMap<String, byte[]> schemas = new HashMap<>();
  private final String opMember;
  private final String deleteValue;
  private final boolean undeclaredSkipped;
  private final int maxLineBytes;
  private final boolean recursive;
  private final Watch watch;

  /**
   * @param source id of the source
   */
  ReadOptions(FilesystemSourceConfig config, String source) {
    this.source = source;
    this.format = config.format();
    this.envelope = config.envelope();
    this.csv = config.csv();
    boolean single = envelope == Envelope.ROW;
    this.stream = single ? config.streams().keySet().iterator().next() : null;
    this.key = single ? new ArrayList<>(config.streams().get(stream).key()) : null;
    config
        .streams()
        .forEach(
            (name, declared) -> {
              if (!declared.fields().isEmpty()) {
                schemas.put(name, declared.schema().encoded());
              }
            });
    this.opMember = config.opMember();
    this.deleteValue = config.deleteValue();
    this.undeclaredSkipped = config.unknownMembers() == UnknownMembers.IGNORE;
    this.maxLineBytes = config.maxLineBytes();
    this.recursive = config.recursive();
    this.watch = config.watch();
  }

  String source() {
    return source;
  }

  Format format() {
    return format;
  }

  Envelope envelope() {
    return envelope;
  }

  CsvOptions csv() {
    return csv;
  }

  /** The one stream; null where each line names its own. */
  String stream() {
    return stream;
  }

  /** The key of the one stream. */
  List<String> key() {
    return key;
  }

  /** The schemas of the streams, where they are declared. */
  Map<String, RowSchema> schemas() {
    Map<String, RowSchema> decoded = new HashMap<>();
    schemas.forEach((name, schema) -> decoded.put(name, RowSchema.decode(schema)));
    return decoded;
  }

  RowLineParser.Deletes deletes() {
    return new RowLineParser.Deletes(opMember, deleteValue);
  }

  boolean undeclaredSkipped() {
    return undeclaredSkipped;
  }

  int maxLineBytes() {
    return maxLineBytes;
  }

  boolean recursive() {
    return recursive;
  }

  /** How files are followed; null where they are read once. */
  Watch watch() {
    return watch;
  }

  /**
   * Whether a file grows at its end.
   *
   * @param distributed whether it lies where files are replaced as a whole, as on S3
   */
  boolean grows(String name, boolean distributed) {
    return watch != null
        && (format == Format.JSON_LINES || format == Format.CSV)
        && !StoredFile.isCompressed(name)
        && (watch.growing() == null ? !distributed : watch.growing());
  }
}

package io.esync.connectors.filesystem;

import io.esync.connectors.spi.Option;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/**
 * The options of the target {@code filesystem}, e.g. {@code {path: "s3://lake/esync", format:
 * parquet}}.
 */
public record FilesystemConfig(
    @Option(
            value =
                "Directory below which each entity has its own: a local path or an address such as"
                    + " s3://bucket/dir. A relative path starts where the pipeline is submitted.",
            example = "/data/lake")
        String path,
    @Option(value = "What the files hold.", defaultValue = "json-lines") Format format,
    @Option(
            value =
                "What files hold of a change: 'changelog' writes each change with the columns _op, _source, _version, _timestamp"
                    + " and _sequence; a delete is a row of its own that has the key alone. 'append'"
                    + " writes the rows of upserts alone, and nothing for a delete.",
            defaultValue = "changelog")
        Mode mode,
    @Option(
            value =
                "How files are compressed. Left out, Parquet and Avro are compressed with Snappy, and"
                    + " lines of text not at all; 'snappy' is for Parquet and Avro alone.",
            optional = true,
            example = "zstd")
        Compression compression,
    @Option(
            value =
                "Bytes at which a file is closed before its checkpoint, about: each checkpoint closes"
                    + " it in any case.",
            defaultValue = "134217728")
        long maxFileSize,
    @Option(
            value =
                "Joins small files before readers see them. Left out, each checkpoint's files are seen"
                    + " once it is complete.",
            optional = true,
            example = "{every_checkpoints: 10}")
        Compact compact) {
  private static final long DEFAULT_FILE_SIZE = 128L << 20;

  /** What a file holds. */
  public enum Format {
    /** One JSON object on each line. */
    JSON_LINES,
    /** One row on each line, with the names of the columns on the first. */
    CSV,
    /** Avro's object container file. */
    AVRO,
    PARQUET
  }

  /** What becomes of a change. */
  public enum Mode {
    CHANGELOG,
    APPEND
  }

  /** Which files are joined. */
  public record Compact(
      @Option(
              value =
                  "Checkpoints whose files are joined into one for each directory. 0 joins none any"
                      + " more, and shows what a savepoint of before still holds back.",
              defaultValue = "10")
          int everyCheckpoints,
      @Option(
              value = "Bytes of files at which they are joined before that, about.",
              defaultValue = "134217728")
          long minSize)
      implements Serializable {
    public Compact {
      if (everyCheckpoints < 0) {
        throw new IllegalArgumentException(
            "every_checkpoints must not be negative: " + everyCheckpoints);
      }
      if (minSize < 1) {
        throw new IllegalArgumentException("min_size must be at least 1, not " + minSize);
      }
    }
  }

  /** How files are compressed. */
  public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    SNAPPY
  }

  public FilesystemConfig {
    Location.of(path);
    boolean text = format == Format.JSON_LINES || format == Format.CSV;
    if (compression == null) {
      compression = text ? Compression.NONE : Compression.SNAPPY;
    } else if (text && compression == Compression.SNAPPY) {
      throw new IllegalArgumentException(
          "compression: snappy is for Parquet and Avro; take gzip or zstd for lines of text");
    }
    if (maxFileSize < 1) {
      throw new IllegalArgumentException("max_file_size must be at least 1, not " + maxFileSize);
    }
  }

  /** A log of changes that is compressed as is usual for its format. */
  public FilesystemConfig(String path, Format format) {
    this(path, format, Mode.CHANGELOG, null, DEFAULT_FILE_SIZE, null);
  }

  /** The directory as an address that means the same on every machine. */
  public Path location() {
    return Location.of(path);
  }
}

package io.esync.connectors.filesystem;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.json.DeclaredStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.core.fs.Path;

/**
 * The options of the source {@code filesystem}.
 *
 * <pre>{@code
 * sources:
 *   - id: decisions
 *     type: filesystem
 *     config:
 *       path: /data/decisions
 *       streams: {decisions: {key: [id], fields: {id: string, entity: string, action: string}}}
 *       watch: {interval: 1s}
 * }</pre>
 */
public record FilesystemSourceConfig(
    @Option(
            value =
                "A file, or a folder whose files are read in the order of their names: a local path"
                    + " or an address such as s3://bucket/dir. Names that start with '.' or '_' and"
                    + " folders in the folder are left out. A relative path starts where the"
                    + " pipeline is submitted.",
            example = "/data/in/customers")
        String path,
    @Option(
            value =
                "What the files hold. Lines of text may be compressed: names that end in .gz, .zst or"
                    + " .zstd.",
            defaultValue = "json-lines")
        Format format,
    @Option(
            value =
                "What a line is: 'row', a row of the one stream that is declared, or 'change', a"
                    + " change of any of them with the members stream, op, before, after, timestamp,"
                    + " version and snapshot.",
            defaultValue = "row")
        Envelope envelope,
    @Option(
            value =
                "The streams of the files, each with its key and the types of its fields. Files of"
                    + " Avro and Parquet tell their fields themselves.",
            example = "{customers: {key: [id], fields: {id: bigint, email: string}}}")
        Map<String, DeclaredStream> streams,
    @Option(
            value =
                "Member, column or field of a row that says whether the row is gone; without it no row is"
                    + " a delete.",
            optional = true,
            example = "_op")
        String opMember,
    @Option(
            value = "What op_member holds where the row is gone. All else is an upsert.",
            defaultValue = "delete")
        String deleteValue,
    @Option(
            value =
                "What becomes of a line with a member, or a CSV file with a column, that is no declared"
                    + " field: 'reject' sends it to the dead-letter queue, 'ignore' leaves it out.",
            defaultValue = "reject")
        UnknownMembers unknownMembers,
    @Option(
            value =
                "Follows files that grow and files that come; a line counts once its line feed is"
                    + " there. Without it the source ends with the files that it finds.",
            optional = true,
            example = "{interval: 1s}")
        Watch watch,
    @Option(
            value = "Most bytes of a line; a longer one goes to the dead-letter queue, cut.",
            defaultValue = "16777216")
        int maxLineBytes,
    @Option(
            value = "How files of CSV are written.",
            optional = true,
            example = "{delimiter: \";\"}")
        CsvOptions csv,
    @Option(
            value =
                "Whether the files in folders of the folder are read too, as of a table in parts.",
            defaultValue = "false")
        boolean recursive,
    @Option(
            value =
                "Who reads the files that are there at the start: 'in-order', one reader in the order of"
                    + " their names, or 'parallel', all readers of the source, each some files."
                    + " Versions tell the order of the files in both cases, so merged entities come"
                    + " out the same; 'replicate' goes by arrival: there, take 'parallel' only where"
                    + " no key stands in two of the files.",
            defaultValue = "in-order")
        FirstRead firstRead) {
  /** What a line is. */
  public enum Envelope {
    ROW,
    CHANGE
  }

  /** Who reads the files that are there at the start. */
  public enum FirstRead {
    IN_ORDER,
    PARALLEL
  }

  /** What becomes of members that are no field. */
  public enum UnknownMembers {
    REJECT,
    IGNORE
  }

  /** How files are followed. */
  public record Watch(
      @Option(
              value = "Time between two looks at the files, where the source has no schedule.",
              defaultValue = "1s")
          Duration interval,
      @Option(
              value =
                  "Whether files grow at their end: then the new lines of a longer file are read, and"
                      + " otherwise a changed file is read anew. Left out, plain lines on a local disk"
                      + " grow and no other files do.",
              optional = true,
              example = "false")
          Boolean growing,
      @Option(
              value = "How long a file must not have been written to before it is read.",
              defaultValue = "0s")
          Duration minAge,
      @Option(
              value =
                  "Files that are read and that much older than the newest one are forgotten, which"
                      + " bounds the state. A file that comes with a time before that is not read."
                      + " Left out, each file that is there is remembered.",
              optional = true,
              example = "7d")
          Duration forgetAfter)
      implements Serializable {
    public Watch {
      if (interval.isZero() || interval.isNegative()) {
        throw new IllegalArgumentException("interval must be positive, not " + interval);
      }
      if (minAge.isNegative()) {
        throw new IllegalArgumentException("min_age must not be negative: " + minAge);
      }
      if (forgetAfter != null && (forgetAfter.isNegative() || forgetAfter.isZero())) {
        throw new IllegalArgumentException("forget_after must be positive, not " + forgetAfter);
      }
    }

    /** Looks in an interval, and takes files as they come. */
    public Watch(Duration interval) {
      this(interval, null, Duration.ZERO, null);
    }
  }

  public FilesystemSourceConfig {
    Location.of(path);
    streams = Map.copyOf(streams);
    if (streams.isEmpty()) {
      throw new IllegalArgumentException(
          "streams is empty; declare one, e.g. {customers: {key: [id], fields: {id: bigint}}}");
    }
    streams.forEach(FilesystemSourceConfig::requireKey);
    boolean typed = format == Format.JSON_LINES || format == Format.CSV;
    streams.forEach((name, stream) -> requireFields(name, stream, typed));
    if (envelope == Envelope.CHANGE && format != Format.JSON_LINES) {
      throw new IllegalArgumentException("envelope: change is for json-lines");
    }
    if (csv == null) {
      csv = CsvOptions.STANDARD;
    } else if (format != Format.CSV) {
      throw new IllegalArgumentException("csv is for 'format: csv'");
    }
    if (envelope == Envelope.ROW) {
      requireOneStream(streams);
      requireFree(streams, opMember);
    } else if (opMember != null) {
      throw new IllegalArgumentException(
          "op_member is for 'envelope: row'; a change says by itself what it is");
    }
    if (maxLineBytes < 1) {
      throw new IllegalArgumentException("max_line_bytes must be at least 1, not " + maxLineBytes);
    }
  }

  private static void requireKey(String name, DeclaredStream stream) {
    if (stream.key().isEmpty()) {
      throw new IllegalArgumentException("streams: " + name + ": key names no field");
    }
  }

  private static void requireFields(String name, DeclaredStream stream, boolean typed) {
    if (typed && stream.fields().isEmpty()) {
      throw new IllegalArgumentException("streams: " + name + ": fields: lines do not tell types");
    } else if (!typed && !stream.fields().isEmpty()) {
      throw new IllegalArgumentException(
          "streams: "
              + name
              + ": fields: the files tell them; declare those of the entity instead");
    }
  }

  private static void requireOneStream(Map<String, DeclaredStream> streams) {
    if (streams.size() > 1) {
      throw new IllegalArgumentException(
          "a row does not say which of the streams "
              + new TreeSet<>(streams.keySet())
              + " it is of; declare one alone, or write changes (envelope: change)");
    }
  }

  private static void requireFree(Map<String, DeclaredStream> streams, String opMember) {
    if (opMember != null
        && streams.values().stream().anyMatch(stream -> stream.fields().containsKey(opMember))) {
      throw new IllegalArgumentException("op_member '" + opMember + "' is a field of the stream");
    }
  }

  /** Lines of JSON in one folder. */
  public FilesystemSourceConfig(
      String path,
      Format format,
      Envelope envelope,
      Map<String, DeclaredStream> streams,
      String opMember,
      String deleteValue,
      UnknownMembers unknownMembers,
      Watch watch,
      int maxLineBytes) {
    this(
        path,
        format,
        envelope,
        streams,
        opMember,
        deleteValue,
        unknownMembers,
        watch,
        maxLineBytes,
        null,
        false,
        FirstRead.IN_ORDER);
  }

  /** Where the files are. */
  Path location() {
    return Location.of(path);
  }
}

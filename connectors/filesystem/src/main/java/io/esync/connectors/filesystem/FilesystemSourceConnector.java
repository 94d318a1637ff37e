package io.esync.connectors.filesystem;

import com.google.auto.service.AutoService;
import io.esync.connectors.filesystem.FilesystemSourceConfig.FirstRead;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Source;

/** Reads files, once or as they are written. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class FilesystemSourceConnector implements SourceConnector<FilesystemSourceConfig> {
  @Override
  public String type() {
    return "filesystem";
  }

  @Override
  public String description() {
    return "Files of JSON lines, CSV, Avro or Parquet on a local disk, on S3, or on any storage that Flink"
        + " has a plugin for, read once or followed as they come and grow.";
  }

  @Override
  public String guarantee() {
    return "No record is lost across failures; one may be read again, in order.";
  }

  @Override
  public String prerequisites() {
    return """
        * Every TaskManager can read the files; without `watch` they are there when the job starts.
        * A file is known by its name, its length and the time of its last change; where one of these changes,
          the file is read anew, as a new one; see [how a file is known again](../guide/files.md). Plain lines (JSON, CSV) on a local disk may grow instead: then
          what was appended is read, and only a file that became shorter is a new one. `watch: {growing: false}`
          is for local files that are replaced, `growing: true` for storages where files grow. What stood in an
          older form of a file and is gone from the new one is not deleted.
        * A line that names no version is newer than the lines before it in its file, and than all of
          the files before its own: those found earlier, or found at the same time with a smaller
          name. So let names rise, e.g. with the date.
        * Names that start with `.` or `_` are left out. Write files under such a name and rename them, or set
          `min_age`, so that no half file is taken for a broken one. On S3 an object appears as a whole.
        * Values of JSON lines and CSV stand as the target `filesystem` and the dead-letter queue write them:
          decimals and times as text, times in ISO 8601, bytes in base64. In CSV a value in quotes is never NULL.
        * A broken line or record goes to the dead-letter queue with its file, its number and its bytes (of Avro
          and Parquet, as text); the others go on. A broken file (cut off, of another format, without the key)
          is told there once, with what it held up to the fault already read, and again when it has changed.
        * Parquet's and Avro's nested records and maps become json. Parquet's INT96 is a timestamp without zone.
        * The position holds one entry for each file that is there, unless `forget_after` bounds it: then files
          that were read and are that much older than the newest one are forgotten, and a file with a time before
          that is never read; one that comes again with a new time is.
        * `s3://` needs the plugin `flink-s3-fs-hadoop` or `flink-s3-fs-presto` and its credentials in Flink's
          configuration, see [Files and S3](../guide/files.md).
        """;
  }

  @Override
  public Class<FilesystemSourceConfig> configType() {
    return FilesystemSourceConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(FilesystemSourceConfig config, SourceContext context) {
    return new PollingSource<>(new SourceFiles(config, context.source()), context.schedule());
  }

  @Override
  public Map<String, RowSchema> declared(FilesystemSourceConfig config) {
    return DeclaredStream.schemas(config.streams());
  }

  @Override
  public List<CheckFailure> check(FilesystemSourceConfig config, SourceContext context) {
    List<CheckFailure> failures =
        new ArrayList<>(DirectoryCheck.ofReading(config.location(), config.watch() != null));
    context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(
            name ->
                config.streams().keySet().stream()
                    .noneMatch(known -> known.equals(name) || known.matches(name)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Declare it below 'streams', or take one of "
                        + new TreeSet<>(config.streams().keySet())
                        + "."))
        .forEach(failures::add);
    return failures;
  }

  @Override
  public int maxParallelism(FilesystemSourceConfig config) {
    return config.firstRead() == FirstRead.PARALLEL ? Integer.MAX_VALUE : 1;
  }

  @Override
  public boolean takesSchedule(FilesystemSourceConfig config) {
    return config.watch() != null;
  }

  /** Of CSV a line alone does not tell its columns, and other formats are no text. */
  @Override
  public Optional<RecordParser> parsing(FilesystemSourceConfig config, SourceContext context) {
    return config.format() == FilesystemConfig.Format.JSON_LINES
        ? Optional.of(new JsonLineAgain(new ReadOptions(config, context.source())))
        : Optional.empty();
  }

  @Override
  public Optional<AppendableSource<FilesystemSourceConfig>> appending() {
    return Optional.of(new AppendedLines());
  }
}

package io.esync.connectors.filesystem;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Source;

/** Reads lines of JSON out of files, once or as they are written. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class FilesystemSourceConnector implements SourceConnector<FilesystemSourceConfig> {
  @Override
  public String type() {
    return "filesystem";
  }

  @Override
  public String description() {
    return "Files of JSON lines on a local disk, or on any storage that Flink has a plugin for,"
        + " read once or followed as they grow.";
  }

  @Override
  public String guarantee() {
    return "No line is lost across failures; a line may be read again, in order.";
  }

  @Override
  public String prerequisites() {
    return """
        * Every TaskManager can read the files; without `watch` they are there when the job starts.
        * Files only grow at their end, and are neither renamed nor edited. A file that became
          shorter was replaced and is read anew, as a new file; so is one that was away from its folder in between.
        * A line that names no version is newer than the lines before it in its file, and than all of
          the files before its own: those found earlier, or found at the same time with a smaller
          name. So let names rise, e.g. with the date.
        * Values stand as the target `filesystem` and the dead-letter queue write them: decimals as
          strings, times in ISO 8601, bytes in base64. A broken line goes to the dead-letter queue
          with its file, its number and its bytes; the others go on.
        * The position holds one entry for each file that is there: move away or delete what has been
          read where files come without end.
        * `s3://` needs the plugin `flink-s3-fs-hadoop` or `flink-s3-fs-presto`; an object there never
          grows, so write new ones.
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
    return 1;
  }

  @Override
  public boolean takesSchedule(FilesystemSourceConfig config) {
    return config.watch() != null;
  }

  @Override
  public Optional<AppendableSource<FilesystemSourceConfig>> appending() {
    return Optional.of(new AppendedLines());
  }
}

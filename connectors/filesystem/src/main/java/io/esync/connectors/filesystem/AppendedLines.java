package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredRows;
import io.esync.connectors.spi.store.AppendableSource;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Adds rows as lines: on a local disk to the source's one file, or to one file a day in its folder;
 * elsewhere, where files do not grow, each as a file of its own.
 */
final class AppendedLines implements AppendableSource<FilesystemSourceConfig> {
  /** Nothing: the source waits for its files, and a folder is made with the first. */
  @Override
  public List<CheckFailure> prepare(
      FilesystemSourceConfig config, SourceContext context, RowSchema schema) {
    return List.of();
  }

  @Override
  public String append(
      FilesystemSourceConfig config,
      SourceContext context,
      RowSchema schema,
      Function<Instant, Row> row)
      throws StoreException {
    Instant now = Instant.now();
    String line = line(config, row.apply(now)) + "\n";
    Path path = config.location();
    try {
      return path.getFileSystem().isDistributedFS()
          ? create(path, now, line)
          : append(java.nio.file.Path.of(path.toUri().getPath()), now, line);
    } catch (IOException e) {
      throw new StoreException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** One write of the whole line, so that lines of several writers do not mix. */
  private static String append(java.nio.file.Path path, Instant now, String line)
      throws IOException {
    java.nio.file.Path file = path;
    if (!isFile(path)) {
      Files.createDirectories(path);
      file = path.resolve(LocalDate.ofInstant(now, ZoneOffset.UTC) + ".jsonl");
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap((lineBreak(file) + line).getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return file.toString();
  }

  /** What is not there is a file where its name ends like one. */
  private static boolean isFile(java.nio.file.Path path) {
    return Files.isRegularFile(path)
        || (!Files.exists(path) && path.toString().matches(".*\\.(json|jsonl|ndjson)"));
  }

  /** Ends a last line that an editor left without an end. */
  private static String lineBreak(java.nio.file.Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long size = channel.size();
      return size == 0 || channel.read(last, size - 1) < 1 || last.get(0) == '\n' ? "" : "\n";
    }
  }

  private static String create(Path folder, Instant now, String line) throws IOException {
    String name = now.toString().replace(":", "") + "-" + UUID.randomUUID() + ".jsonl";
    Path file = new Path(folder, name);
    try (FSDataOutputStream out =
        folder.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
      out.write(line.getBytes(UTF_8));
    }
    return file.toString();
  }

  private static String line(FilesystemSourceConfig config, Row row) throws StoreException {
    if (config.envelope() != FilesystemSourceConfig.Envelope.ROW) {
      throw new StoreException("rows cannot be added where lines are changes (envelope: change)");
    }
    return DeclaredRows.text(config.streams().values().iterator().next().schema(), row);
  }
}

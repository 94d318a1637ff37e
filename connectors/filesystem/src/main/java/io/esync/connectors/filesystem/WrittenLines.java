package io.esync.connectors.filesystem;

import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.json.LineParser;
import io.esync.connectors.spi.json.RowLineParser;
import io.esync.connectors.spi.store.ReadableTarget;
import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Reads the finished files of an entity and folds their lines into one row for each key. Files that
 * a job is still writing are left out.
 *
 * <p>Two lines of a key are told apart by the query's time, and where that is the same by their
 * place: files in the order in which they were written, then lines.
 */
final class WrittenLines implements ReadableTarget<FilesystemConfig, FilesystemRoute> {
  private static final Pattern COUNTED = Pattern.compile("-(\\d{1,18})(\\.[^.]*)?$");
  private static final RowLineParser.Deletes DELETES = new RowLineParser.Deletes("_op", "delete");

  @Override
  public List<Row> read(
      FilesystemConfig config, TargetContext<FilesystemRoute> context, RowQuery query)
      throws StoreException {
    if (config.format() != FilesystemConfig.Format.JSON_LINES
        || config.compression() != FilesystemConfig.Compression.NONE) {
      throw new StoreException(
          "files can be read back where they hold plain JSON lines: 'format: json-lines', no"
              + " 'compression'");
    }
    if (config.compact() != null) {
      throw new StoreException(
          "files that are joined later cannot be read back in their order: take 'compact' out");
    }
    Map.Entry<String, Route<FilesystemRoute>> route = context.routes().entrySet().iterator().next();
    String directory = route.getValue().options().directory(route.getKey());
    Path folder = new Path(config.location(), directory);
    Map<List<Object>, Row> rows = new LinkedHashMap<>();
    try {
      FileSystem fileSystem = folder.getFileSystem();
      for (FileStatus file : files(fileSystem, folder)) {
        fold(fileSystem, file.getPath(), route.getValue().contract(), query, rows);
      }
    } catch (IOException e) {
      throw new StoreException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    return query.of(rows.values());
  }

  private static List<FileStatus> files(FileSystem fileSystem, Path folder) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    try {
      FileStatus[] content = fileSystem.listStatus(folder);
      for (FileStatus file : content == null ? new FileStatus[0] : content) {
        String name = file.getPath().getName();
        if (!file.isDir() && !name.startsWith(".") && !name.startsWith("_")) {
          files.add(file);
        }
      }
    } catch (FileNotFoundException e) {
      return files;
    }
    files.sort(
        Comparator.comparingLong(FileStatus::getModificationTime)
            .thenComparingLong(file -> counter(file.getPath().getName())));
    return files;
  }

  /** The number at the end of a name, in which Flink counts the files of a writer. */
  private static long counter(String name) {
    Matcher matcher = COUNTED.matcher(name);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static void fold(
      FileSystem fileSystem,
      Path file,
      Contract contract,
      RowQuery query,
      Map<List<Object>, Row> rows)
      throws IOException, StoreException {
    RowSchema schema = RowSchema.of(contract.fields(), contract.key());
    LineParser parser = new RowLineParser("", "", schema, DELETES, true);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(fileSystem.open(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          fold(parser.parse(line, new SourceVersion(0, number, 0), 0), query, rows);
        } catch (IllegalArgumentException e) {
          throw new StoreException(file + ":" + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static void fold(SourceChange change, RowQuery query, Map<List<Object>, Row> rows) {
    boolean delete = change.op() == ChangeOp.DELETE;
    Row row = delete ? change.before() : change.after();
    List<Object> key = List.of(row.keyValues());
    if (delete) {
      rows.remove(key);
    } else {
      rows.merge(
          key, row, (known, other) -> query.order().compare(other, known) <= 0 ? other : known);
    }
  }
}

package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig;
import io.esync.connectors.filesystem.FilesystemConfig.Compression;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files as the target writes them, without Flink around it. */
public final class WrittenFile {
  private WrittenFile() {}

  /** Writes rows of one schema into a new file. */
  public static void write(
      java.nio.file.Path file, Format format, Mode mode, Compression compression, List<Row> rows)
      throws IOException {
    RowFiles files =
        new RowFiles(new FilesystemConfig("/unused", format, mode, compression, 1L << 20, null));
    Path path = new Path(file.toUri());
    try (FSDataOutputStream out =
        path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
      RowFile content = files.open(rows.get(0).schema(), out);
      for (Row row : rows) {
        content.add(row);
      }
      content.flush();
      content.finish();
    }
  }

  /** Joins such files into a new one, in their order. */
  public static void join(
      List<java.nio.file.Path> files,
      java.nio.file.Path joined,
      Format format,
      Mode mode,
      Compression compression)
      throws Exception {
    FilesystemConfig config =
        new FilesystemConfig("/unused", format, mode, compression, 1L << 20, null);
    Path path = new Path(joined.toUri());
    try (FSDataOutputStream out =
        path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
      new FileJoin(new RowFiles(config))
          .compact(files.stream().map(file -> new Path(file.toUri())).toList(), out);
    }
  }
}

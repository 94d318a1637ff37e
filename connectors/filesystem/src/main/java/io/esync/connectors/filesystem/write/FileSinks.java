package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig;
import io.esync.connectors.filesystem.FilesystemConfig.Compact;
import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemRoute;
import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetContext.Route;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/** Flink's file sink over our rows: each checkpoint makes the files before it visible. */
public final class FileSinks {
  private FileSinks() {}

  public static SinkTarget<?> of(
      FilesystemConfig config, Map<String, Route<FilesystemRoute>> routes) {
    RowFiles files = new RowFiles(config);
    FileSink.DefaultBulkFormatBuilder<FileRow> sink =
        FileSink.forBulkFormat(config.location(), files)
            .withBucketAssigner(new Folders(config.format() != Format.JSON_LINES))
            .withRollingPolicy(new Rolling(config.maxFileSize()))
            .withOutputFileConfig(new OutputFileConfig("part", files.suffix()));
    return new SinkTarget<>(
        new FileRowEncoder(config.format(), config.mode(), routes),
        config.compact() == null ? sink.build() : compact(sink, config.compact(), files));
  }

  private static Sink<FileRow> compact(
      FileSink.DefaultBulkFormatBuilder<FileRow> sink, Compact compact, RowFiles files) {
    if (compact.everyCheckpoints() == 0) {
      return sink.disableCompact().build();
    }
    FileCompactStrategy strategy =
        FileCompactStrategy.Builder.newBuilder()
            .enableCompactionOnCheckpoint(compact.everyCheckpoints())
            .setSizeThreshold(compact.minSize())
            .build();
    return new JoiningSink(sink.enableCompact(strategy, new FileJoin(files)).build());
  }

  /**
   * Puts each row into the folder that the encoder found for it, and rows of different schemas into
   * different files. The way through the name of a schema leads back to the folder.
   */
  private static final class Folders implements BucketAssigner<FileRow, String> {
    private static final long serialVersionUID = 1L;

    private final boolean bySchema;

    Folders(boolean bySchema) {
      this.bySchema = bySchema;
    }

    @Override
    public String getBucketId(FileRow row, Context context) {
      return bySchema
          ? row.folder() + '/' + Long.toHexString(row.row().schema().fingerprint()) + "/.."
          : row.folder();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** Ends files at checkpoints and where they are large. */
  private static final class Rolling extends CheckpointRollingPolicy<FileRow, String> {
    private static final long serialVersionUID = 1L;

    private final long bytes;

    Rolling(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, FileRow row) throws IOException {
      return file.getSize() >= bytes;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
      return false;
    }
  }
}

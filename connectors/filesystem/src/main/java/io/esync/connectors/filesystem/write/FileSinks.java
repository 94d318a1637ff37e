package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig;
import io.esync.connectors.filesystem.FilesystemRoute;
import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetContext.Route;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.connector.file.sink.FileSink;
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
    FileSink<FileRow> sink =
        FileSink.forBulkFormat(config.location(), files)
            .withBucketAssigner(new Folders())
            .withRollingPolicy(new Rolling(config.maxFileSize()))
            .withOutputFileConfig(new OutputFileConfig("part", files.suffix()))
            .build();
    return new SinkTarget<>(new FileRowEncoder(config.format(), config.mode(), routes), sink);
  }

  /** Puts each row into the folder that the encoder found for it. */
  private static final class Folders implements BucketAssigner<FileRow, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String getBucketId(FileRow row, Context context) {
      return row.folder();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }

  /** Ends files at checkpoints, where they are large, and where rows get another schema. */
  private static final class Rolling extends CheckpointRollingPolicy<FileRow, String> {
    private static final long serialVersionUID = 1L;

    private final long bytes;

    Rolling(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, FileRow row) throws IOException {
      return row.startsFile() || file.getSize() >= bytes;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
      return false;
    }
  }
}

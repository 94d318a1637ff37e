package io.esync.connectors.filesystem;

import io.esync.operators.model.ChangeRecord;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Puts each entity's changes into its own directory: the route's, else one of the entity's name.
 */
final class EntityDirectories implements BucketAssigner<ChangeRecord, String> {
  private static final long serialVersionUID = 1L;

  private final Map<String, String> directories;

  EntityDirectories(Map<String, String> directories) {
    this.directories = Map.copyOf(directories);
  }

  @Override
  public String getBucketId(ChangeRecord change, Context context) {
    return directories.getOrDefault(change.entity(), change.entity());
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}

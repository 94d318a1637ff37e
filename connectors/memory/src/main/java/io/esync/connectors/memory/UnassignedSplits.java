package io.esync.connectors.memory;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What the enumerator has yet to hand out.
 *
 * @param splits the split, or none
 */
record UnassignedSplits(List<MemorySplit> splits) {
  /** Writes the split's position, or nothing. */
  static final class Serializer implements SimpleVersionedSerializer<UnassignedSplits> {
    private final MemorySplit.Serializer splits = new MemorySplit.Serializer();

    @Override
    public int getVersion() {
      return splits.getVersion();
    }

    @Override
    public byte[] serialize(UnassignedSplits unassigned) {
      return unassigned.splits().isEmpty()
          ? new byte[0]
          : splits.serialize(unassigned.splits().get(0));
    }

    @Override
    public UnassignedSplits deserialize(int version, byte[] serialized) throws IOException {
      return new UnassignedSplits(
          serialized.length == 0 ? List.of() : List.of(splits.deserialize(version, serialized)));
    }
  }
}

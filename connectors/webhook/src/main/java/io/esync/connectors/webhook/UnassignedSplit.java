package io.esync.connectors.webhook;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What the enumerator has yet to hand out.
 *
 * @param split null where the reader has it
 */
record UnassignedSplit(WebhookSplit split) {
  /** Writes the split, or nothing. */
  static final class Serializer implements SimpleVersionedSerializer<UnassignedSplit> {
    private final WebhookSplit.Serializer splits = new WebhookSplit.Serializer();

    @Override
    public int getVersion() {
      return splits.getVersion();
    }

    @Override
    public byte[] serialize(UnassignedSplit unassigned) {
      return unassigned.split() == null ? new byte[0] : splits.serialize(unassigned.split());
    }

    @Override
    public UnassignedSplit deserialize(int version, byte[] serialized) throws IOException {
      return new UnassignedSplit(
          serialized.length == 0 ? null : splits.deserialize(version, serialized));
    }
  }
}

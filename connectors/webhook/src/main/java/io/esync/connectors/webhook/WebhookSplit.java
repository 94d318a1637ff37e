package io.esync.connectors.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The one split of a webhook source: what it has to remember.
 *
 * @param last the highest version that was given out
 * @param versions of deliveries, in the order in which they came
 */
record WebhookSplit(long last, Map<DeliveryId, Long> versions) implements SourceSplit {
  WebhookSplit {
    versions = new LinkedHashMap<>(versions);
  }

  /** Nothing came yet. */
  static WebhookSplit empty() {
    return new WebhookSplit(0, Map.of());
  }

  @Override
  public String splitId() {
    return "endpoint";
  }

  /** Writes the last version, and id and version of each delivery. */
  static final class Serializer implements SimpleVersionedSerializer<WebhookSplit> {
    private static final int VERSION = 1;
    private static final int DELIVERY_BYTES = 3 * Long.BYTES;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(WebhookSplit split) {
      ByteBuffer out =
          ByteBuffer.allocate(Long.BYTES + DELIVERY_BYTES * split.versions().size())
              .putLong(split.last());
      split.versions().forEach((id, at) -> out.putLong(id.high()).putLong(id.low()).putLong(at));
      return out.array();
    }

    @Override
    public WebhookSplit deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a webhook source's deliveries");
      }
      ByteBuffer in = ByteBuffer.wrap(serialized);
      long last = in.getLong();
      Map<DeliveryId, Long> versions = new LinkedHashMap<>();
      while (in.hasRemaining()) {
        versions.put(new DeliveryId(in.getLong(), in.getLong()), in.getLong());
      }
      return new WebhookSplit(last, versions);
    }
  }
}

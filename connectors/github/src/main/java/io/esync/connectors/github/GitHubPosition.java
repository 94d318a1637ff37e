package io.esync.connectors.github;

import io.esync.connectors.spi.collection.CollectionPosition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far a stream has been read.
 *
 * @param parts how far in each part of the organisation, by the part's id
 */
record GitHubPosition(Map<Long, CollectionPosition> parts) {
  static final GitHubPosition START = new GitHubPosition(Map.of());

  GitHubPosition {
    parts = Map.copyOf(parts);
  }

  CollectionPosition of(Scope.Part part) {
    return parts.getOrDefault(part.id(), CollectionPosition.START);
  }

  GitHubPosition with(Scope.Part part, CollectionPosition position) {
    Map<Long, CollectionPosition> all = new LinkedHashMap<>(parts);
    all.put(part.id(), position);
    return new GitHubPosition(all);
  }

  GitHubPosition without(Scope.Part part) {
    Map<Long, CollectionPosition> all = new LinkedHashMap<>(parts);
    all.remove(part.id());
    return new GitHubPosition(all);
  }

  /** Writes the places with the version of their own serializer. */
  static final class Serializer implements SimpleVersionedSerializer<GitHubPosition> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 256;

    private final CollectionPosition.Serializer places = new CollectionPosition.Serializer();

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(GitHubPosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      out.writeInt(places.getVersion());
      out.writeInt(position.parts().size());
      for (Map.Entry<Long, CollectionPosition> part : position.parts().entrySet()) {
        byte[] place = places.serialize(part.getValue());
        out.writeLong(part.getKey());
        out.writeInt(place.length);
        out.write(place);
      }
      return out.getCopyOfBuffer();
    }

    @Override
    public GitHubPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of a position in GitHub");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      int placeVersion = in.readInt();
      Map<Long, CollectionPosition> parts = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        long id = in.readLong();
        byte[] place = new byte[in.readInt()];
        in.readFully(place);
        parts.put(id, places.deserialize(placeVersion, place));
      }
      return new GitHubPosition(parts);
    }
  }
}

package io.esync.connectors.kafka.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.TopicPartitionAndAssignmentStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The partitions that the source has found, and the generation that they were found in. */
final class KnownPartitions extends KafkaSourceEnumState {
  private final int generation;

  private KnownPartitions(KafkaSourceEnumState state, int generation) {
    super(state.partitions(), state.initialDiscoveryFinished());
    this.generation = generation;
  }

  /** How many partitions each topic had in {@code current} generation; none in another one. */
  Map<String, Integer> counts(int current) {
    Map<String, Integer> counts = new HashMap<>();
    if (generation == current) {
      for (TopicPartitionAndAssignmentStatus known : partitions()) {
        counts.merge(known.topicPartition().topic(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Writes Flink's own state behind the generation. */
  static final class Serializer implements SimpleVersionedSerializer<KafkaSourceEnumState> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 256;

    private final SimpleVersionedSerializer<KafkaSourceEnumState> states;
    private final int generation;

    /**
     * @param generation of what is written
     */
    Serializer(SimpleVersionedSerializer<KafkaSourceEnumState> states, int generation) {
      this.states = states;
      this.generation = generation;
    }

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(KafkaSourceEnumState state) throws IOException {
      byte[] bytes = states.serialize(state);
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      out.writeInt(generation);
      out.writeInt(states.getVersion());
      out.writeInt(bytes.length);
      out.write(bytes);
      return out.getCopyOfBuffer();
    }

    @Override
    public KafkaSourceEnumState deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("unknown version " + version + " of known partitions");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      int writtenIn = in.readInt();
      int stateVersion = in.readInt();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new KnownPartitions(states.deserialize(stateVersion, bytes), writtenIn);
    }
  }
}

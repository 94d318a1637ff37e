package io.esync.connectors.cdc.capture;

import java.io.IOException;
import java.util.ConcurrentModificationException;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes the splits that are pending, again if they change meanwhile. Flink CDC's state shares its
 * list of chunks with the thread that makes them, and does not lock it: written at that moment, a
 * checkpoint fails, and so does a savepoint that somebody asked for.
 */
public final class PatientSplitsSerializer
    implements SimpleVersionedSerializer<PendingSplitsState> {
  private static final int ATTEMPTS = 1000;

  private final SimpleVersionedSerializer<PendingSplitsState> serializer;

  public PatientSplitsSerializer(SimpleVersionedSerializer<PendingSplitsState> serializer) {
    this.serializer = serializer;
  }

  @Override
  public int getVersion() {
    return serializer.getVersion();
  }

  @Override
  public byte[] serialize(PendingSplitsState state) throws IOException {
    ConcurrentModificationException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return serializer.serialize(state);
      } catch (ConcurrentModificationException e) {
        last = e;
        Thread.onSpinWait();
      }
    }
    throw new IOException("the table is split into chunks faster than they can be written", last);
  }

  @Override
  public PendingSplitsState deserialize(int version, byte[] serialized) throws IOException {
    return serializer.deserialize(version, serialized);
  }
}

package io.esync.operators.flink;

import io.esync.operators.model.EntityKey;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link EntityKey}s in format 1, see {@link ModelCodec}. */
public final class EntityKeySerializer extends FormatSerializer<EntityKey> {
  public static final EntityKeySerializer INSTANCE = new EntityKeySerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private EntityKeySerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(EntityKey record, DataOutputView target) throws IOException {
    ModelCodec.writeKey(record, target);
  }

  @Override
  public EntityKey deserialize(DataInputView source) throws IOException {
    return ModelCodec.readKey(source);
  }

  @Override
  public FormatSnapshot<EntityKey> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<EntityKey> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<EntityKey> serializer(int format) {
      return INSTANCE;
    }
  }
}

package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.readUnsigned;
import static io.esync.operators.model.ValueCodec.writeText;
import static io.esync.operators.model.ValueCodec.writeUnsigned;

import io.esync.operators.merge.EchoState;
import io.esync.operators.merge.EchoState.Pending;
import io.esync.operators.merge.Echoes;
import io.esync.operators.merge.Footprint;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Echoes} in format 1. */
public final class EchoesSerializer extends FormatSerializer<Echoes> {
  public static final EchoesSerializer INSTANCE = new EchoesSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private EchoesSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(Echoes echoes, DataOutputView target) throws IOException {
    writeUnsigned(echoes.states().size(), target);
    for (EchoState state : echoes.states()) {
      writeText(state.source(), target);
      target.writeBoolean(state.version() != null);
      if (state.version() != null) {
        ModelCodec.writeVersion(state.version(), target);
        write(state.held(), target);
      }
      writeUnsigned(state.pending().size(), target);
      for (Pending write : state.pending()) {
        write(write.look(), target);
        target.writeLong(write.at());
        target.writeBoolean(write.traced());
      }
    }
  }

  @Override
  public Echoes deserialize(DataInputView in) throws IOException {
    int size = (int) readUnsigned(in);
    List<EchoState> states = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      String source = readText(in);
      boolean heard = in.readBoolean();
      SourceVersion version = heard ? ModelCodec.readVersion(in) : null;
      Footprint held = heard ? read(in) : null;
      List<Pending> pending = new ArrayList<>();
      for (long count = readUnsigned(in); count > 0; count--) {
        pending.add(new Pending(read(in), in.readLong(), in.readBoolean()));
      }
      states.add(new EchoState(source, version, held, pending));
    }
    return new Echoes(states);
  }

  private static void write(Footprint footprint, DataOutputView target) throws IOException {
    target.writeBoolean(footprint.exists());
    writeUnsigned(footprint.fields().size(), target);
    for (Map.Entry<Long, Long> field : new TreeMap<>(footprint.fields()).entrySet()) {
      target.writeLong(field.getKey());
      target.writeLong(field.getValue());
    }
  }

  private static Footprint read(DataInputView in) throws IOException {
    boolean exists = in.readBoolean();
    Map<Long, Long> fields = new HashMap<>();
    for (long count = readUnsigned(in); count > 0; count--) {
      fields.put(in.readLong(), in.readLong());
    }
    return new Footprint(exists, fields);
  }

  @Override
  public FormatSnapshot<Echoes> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<Echoes> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<Echoes> serializer(int format) {
      return INSTANCE;
    }
  }
}

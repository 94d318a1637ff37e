package io.esync.operators.flink;

import static io.esync.operators.model.ValueCodec.readText;
import static io.esync.operators.model.ValueCodec.writeText;

import io.esync.operators.control.Command;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Command}s in format 1. */
public final class CommandSerializer extends FormatSerializer<Command> {
  public static final CommandSerializer INSTANCE = new CommandSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  private CommandSerializer() {
    super(FORMAT);
  }

  @Override
  public void serialize(Command command, DataOutputView out) throws IOException {
    writeText(command.id(), out);
    writeText(command.action().name(), out);
    writeText(command.source(), out);
    writeText(command.stream(), out);
    writeText(command.entity(), out);
    writeText(command.entityKey(), out);
    writeText(command.letter(), out);
    writeText(command.issuedBy(), out);
    writeText(command.reason(), out);
    out.writeLong(command.issuedAt());
    ModelCodec.writeOrigin(command.origin(), out);
  }

  @Override
  public Command deserialize(DataInputView in) throws IOException {
    return new Command(
        readText(in),
        Command.Action.valueOf(readText(in)),
        readText(in),
        readText(in),
        readText(in),
        readText(in),
        readText(in),
        readText(in),
        readText(in),
        in.readLong(),
        ModelCodec.readOrigin(in));
  }

  @Override
  public FormatSnapshot<Command> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format that state was written in. */
  public static final class Snapshot extends FormatSnapshot<Command> {
    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected FormatSerializer<Command> serializer(int format) {
      return INSTANCE;
    }
  }
}

package io.esync.connectors.spi.collection;

import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.rows.Tracked;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far a collection has been read.
 *
 * @param floor cursor from which on the pass asks that is under way, or the next one; null for all
 * @param highest cursor that the pass under way has seen; null where it saw none
 * @param page name of the page that comes next in the pass; null for its first one
 * @param pages how many pages have been read; orders the states of a record whose cursor stands
 *     still
 * @param tracked null where deletes are not looked for
 * @param validators of the pages of the last pass, by which the next one learns whether anything
 *     has changed; none where it has to read
 */
public record CollectionPosition(
    BigDecimal floor,
    BigDecimal highest,
    String page,
    long pages,
    Tracked tracked,
    List<Validator> validators) {
  public static final CollectionPosition START =
      new CollectionPosition(null, null, null, 0, null, List.of());

  public CollectionPosition {
    validators = List.copyOf(validators);
  }

  /** The same with these validators. */
  CollectionPosition with(List<Validator> known) {
    return new CollectionPosition(floor, highest, page, pages, tracked, known);
  }

  /** Writes all of it. */
  public static final class Serializer implements SimpleVersionedSerializer<CollectionPosition> {
    private static final int VERSION = 2;
    private static final int WITHOUT_VALIDATORS = 1;
    private static final int INITIAL_BYTES = 128;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(CollectionPosition position) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
      write(position.floor(), out);
      write(position.highest(), out);
      write(position.page(), out);
      out.writeLong(position.pages());
      Tracked.write(position.tracked(), out);
      out.writeInt(position.validators().size());
      for (Validator validator : position.validators()) {
        out.writeUTF(validator.address().text());
        out.writeUTF(validator.header());
        out.writeUTF(validator.value());
      }
      return out.getCopyOfBuffer();
    }

    private static void write(Object value, DataOutput out) throws IOException {
      out.writeBoolean(value != null);
      if (value != null) {
        out.writeUTF(value.toString());
      }
    }

    @Override
    public CollectionPosition deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION && version != WITHOUT_VALIDATORS) {
        throw new IOException("unknown version " + version + " of a position in a collection");
      }
      DataInputDeserializer in = new DataInputDeserializer(serialized);
      CollectionPosition position =
          new CollectionPosition(
              number(read(in)),
              number(read(in)),
              read(in),
              in.readLong(),
              Tracked.read(in),
              List.of());
      return version == VERSION ? position.with(validators(in)) : position;
    }

    private static List<Validator> validators(DataInput in) throws IOException {
      List<Validator> validators = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        validators.add(new Validator(Address.of(in.readUTF()), in.readUTF(), in.readUTF()));
      }
      return validators;
    }

    private static String read(DataInput in) throws IOException {
      return in.readBoolean() ? in.readUTF() : null;
    }

    private static BigDecimal number(String text) {
      return text == null ? null : new BigDecimal(text);
    }
  }
}

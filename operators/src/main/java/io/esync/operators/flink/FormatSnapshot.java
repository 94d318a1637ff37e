package io.esync.operators.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Remembers in which format a {@link FormatSerializer} wrote.
 *
 * @param <T> the type that is written
 */
public abstract class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int SNAPSHOT_VERSION = 1;

  private int format;

  /** A snapshot of a serializer of {@code format}. Subclasses also have a public default one. */
  protected FormatSnapshot(int format) {
    this.format = format;
  }

  /** The serializer that reads and writes {@code format}. */
  protected abstract FormatSerializer<T> serializer(int format);

  /** Writes what is needed beside the number of the format. */
  protected void writeDetails(DataOutputView out) throws IOException {
    // most formats need nothing
  }

  /** Reads what {@link #writeDetails} of {@code writtenFormat} wrote. */
  protected void readDetails(int writtenFormat, DataInputView in) throws IOException {
    // most formats need nothing
  }

  @Override
  public final int getCurrentVersion() {
    return SNAPSHOT_VERSION;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(format);
    writeDetails(out);
  }

  @Override
  public final void readSnapshot(int version, DataInputView in, ClassLoader loader)
      throws IOException {
    if (version != SNAPSHOT_VERSION) {
      throw new IOException(
          "the state was written by a newer ESync: snapshot version " + version + " is not known");
    }
    int written = in.readInt();
    if (written > format) {
      throw new IOException(
          "the state was written by a newer ESync, in format "
              + written
              + " of "
              + getClass().getName()
              + "; this one reads formats up to "
              + format
              + ": run the newer one");
    }
    format = written;
    readDetails(written, in);
  }

  @Override
  public final FormatSerializer<T> restoreSerializer() {
    return serializer(format);
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (old.getClass() != getClass()) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    int oldFormat = ((FormatSnapshot<T>) old).format;
    if (oldFormat == format) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
    return oldFormat < format
        ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}

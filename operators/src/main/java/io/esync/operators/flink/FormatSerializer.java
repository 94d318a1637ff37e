package io.esync.operators.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of an immutable type in a numbered format. State written in an older format is
 * migrated on restore: it is read in its own format and written in the current one.
 *
 * @param <T> the type; instances are never changed, so copying one is handing it on
 */
public abstract class FormatSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final int format;

  protected FormatSerializer(int format) {
    this.format = format;
  }

  /** The number of the format that this instance reads and writes. */
  public final int format() {
    return format;
  }

  @Override
  public abstract FormatSnapshot<T> snapshotConfiguration();

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  @SuppressWarnings("EqualsGetClass") // each subclass writes a type of its own
  public final boolean equals(Object other) {
    return other != null
        && getClass() == other.getClass()
        && format == ((FormatSerializer<?>) other).format;
  }

  @Override
  public final int hashCode() {
    return getClass().getName().hashCode() * 31 + format;
  }
}

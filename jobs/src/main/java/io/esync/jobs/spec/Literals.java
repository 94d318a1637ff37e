package io.esync.jobs.spec;

import io.esync.operators.decode.DecodeException;
import io.esync.operators.decode.ValueConversion;
import io.esync.operators.model.DataType;
import java.util.Optional;

/** Values of fields as a pipeline file writes them. */
public final class Literals {
  private Literals() {}

  /** The value of {@code type} that {@code text} stands for; empty where it is none. */
  public static Optional<Object> value(DataType type, String text) {
    try {
      return Optional.of(ValueConversion.between("", DataType.STRING, type).apply(text));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}

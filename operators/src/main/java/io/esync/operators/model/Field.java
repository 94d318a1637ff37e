package io.esync.operators.model;

import java.io.Serializable;
import java.util.Objects;

/** A named, typed place in a {@link RowSchema}. Every field may be NULL. */
public record Field(String name, DataType type) implements Serializable {
  private static final long serialVersionUID = 1L;

  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}

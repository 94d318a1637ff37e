package io.esync.operators.model;

import java.util.Objects;

/**
 * A change that this pipeline itself made in a system that it also reads, as the source could tell
 * by a mark. It is no edit; it only tells what the system now holds.
 */
public record Echo(SourceChange change) implements SourceRecord {
  public Echo {
    Objects.requireNonNull(change, "change");
  }

  @Override
  public Origin origin() {
    return change.origin();
  }
}

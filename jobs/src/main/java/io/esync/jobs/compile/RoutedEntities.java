package io.esync.jobs.compile;

import io.esync.operators.model.ChangeRecord;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets the changes of certain entities pass. */
final class RoutedEntities implements FilterFunction<ChangeRecord> {
  private static final long serialVersionUID = 1L;

  private final HashSet<String> entities;

  RoutedEntities(Set<String> entities) {
    this.entities = new HashSet<>(entities);
  }

  @Override
  public boolean filter(ChangeRecord change) {
    return entities.contains(change.entity());
  }
}

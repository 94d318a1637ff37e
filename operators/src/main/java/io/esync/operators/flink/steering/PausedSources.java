package io.esync.operators.flink.steering;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/** Tells the coordinator the sources that are paused; all others are not. */
@SuppressWarnings("serial") // the set is a HashSet
record PausedSources(Set<String> sources) implements OperatorEvent {
  private static final long serialVersionUID = 1L;

  PausedSources {
    sources = new HashSet<>(sources);
  }
}

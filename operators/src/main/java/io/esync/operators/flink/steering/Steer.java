package io.esync.operators.flink.steering;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader whether its source is paused. */
record Steer(boolean paused) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}

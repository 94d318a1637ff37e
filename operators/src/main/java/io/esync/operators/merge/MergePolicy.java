package io.esync.operators.merge;

import java.io.Serializable;

/** How the sources of an entity become one. Pure: the result depends on the state alone. */
public sealed interface MergePolicy extends Serializable permits Replicate, EntityPolicy {
  /** The name in the pipeline file, e.g. {@code last-write-wins}. */
  String strategy();
}

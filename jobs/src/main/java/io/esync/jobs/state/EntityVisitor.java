package io.esync.jobs.state;

import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.EntityKey;

/** Looks at what is stored of keys, one after the other. */
@FunctionalInterface
public interface EntityVisitor {
  void visit(EntityKey key, MergedEntity entity);
}

/**
 * The state of an entity, how changes are joined into it and how it is resolved: pure functions
 * without Flink, without clock.
 *
 * <p>{@link io.esync.operators.merge.EntityState} holds for each source a {@link
 * io.esync.operators.merge.SourceState}; joining is a pointwise maximum by the source's own
 * version, hence commutative, associative and idempotent. A {@link
 * io.esync.operators.merge.MergePolicy} resolves the state into what the entity looks like.
 */
package io.esync.operators.merge;

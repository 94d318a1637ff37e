/**
 * What the command line sees of a pipeline's dead letters, and how it has them replayed. What a
 * user got wrong is an {@link java.lang.IllegalArgumentException} for people; what the world is at
 * fault for is a {@link io.esync.connectors.spi.store.StoreException}.
 */
package io.esync.jobs.dlq;

/**
 * What the command line asks of a running pipeline: it writes commands to where the pipeline reads
 * them. What a user got wrong is an {@link java.lang.IllegalArgumentException} for people; what the
 * world is at fault for is a {@link io.esync.connectors.spi.store.StoreException}.
 */
package io.esync.jobs.control;

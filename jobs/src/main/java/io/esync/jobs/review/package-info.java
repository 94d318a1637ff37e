/**
 * The review desk of the command line: reads reviews where a pipeline puts them, and writes the
 * decisions that it reads. What a user got wrong is an {@link java.lang.IllegalArgumentException}
 * for people; what the world is at fault for is a {@link
 * io.esync.connectors.spi.store.StoreException}.
 */
package io.esync.jobs.review;

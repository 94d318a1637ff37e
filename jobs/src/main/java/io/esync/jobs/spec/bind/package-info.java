/**
 * Turns a tree into records, driven by what their components declare with {@link
 * io.esync.connectors.spi.Option}: keys, defaults, what is required, and types. Every mistake is
 * reported, none stops the search for the next.
 */
package io.esync.jobs.spec.bind;

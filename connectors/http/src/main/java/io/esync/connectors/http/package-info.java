/**
 * Reads collections of an API of HTTP by polling, and writes entities into one.
 *
 * <p>A source is {@link io.esync.connectors.http.HttpStreams}: each of its streams is read as
 * {@link io.esync.connectors.spi.collection} does it. Who asks, and how often, is that of {@link
 * io.esync.connectors.spi.http}.
 */
package io.esync.connectors.http;

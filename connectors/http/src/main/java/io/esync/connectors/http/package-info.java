/**
 * Reads collections of an API of HTTP by polling, and writes entities into one.
 *
 * <p>A source is {@link io.esync.connectors.http.HttpStreams}: each of its streams is read by a
 * {@link io.esync.connectors.http.StreamPoller}, which asks for a page, and a {@link
 * io.esync.connectors.http.StreamReading}, which says what is news on it. Who asks, and how often,
 * is that of {@link io.esync.connectors.spi.http}.
 */
package io.esync.connectors.http;

/**
 * Rows at hand: what a command reads out of a target ({@link
 * io.esync.connectors.spi.store.ReadableTarget}) and writes for a source to read ({@link
 * io.esync.connectors.spi.store.AppendableSource}), in the places that the pipeline file names. The
 * review desk works on these. A connector that has them says so by {@link
 * io.esync.connectors.spi.TargetConnector#reading()} and {@link
 * io.esync.connectors.spi.SourceConnector#appending()}.
 */
package io.esync.connectors.spi.store;

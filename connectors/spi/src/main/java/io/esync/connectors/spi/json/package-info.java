/**
 * Changes and rows as lines of JSON, for every source that reads such lines.
 *
 * <p>Streams are declared with their key and the types of their fields ({@link
 * io.esync.connectors.spi.json.DeclaredStream}); values stand as {@link
 * io.esync.operators.model.RowJson} writes them. A line is either a whole change ({@link
 * io.esync.connectors.spi.json.ChangeLineParser}) or a row alone ({@link
 * io.esync.connectors.spi.json.RowLineParser}). What does not fit is said by an {@link
 * java.lang.IllegalArgumentException} for people.
 */
package io.esync.connectors.spi.json;

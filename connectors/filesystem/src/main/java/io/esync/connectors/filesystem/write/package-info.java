/**
 * Files out of changes. {@link io.esync.connectors.filesystem.write.FileRowEncoder} makes the row
 * that a file gets of a change and finds its folder, or refuses it; Flink's file sink keeps files
 * and checkpoints together; a {@link io.esync.connectors.filesystem.write.RowFile} writes one file.
 */
package io.esync.connectors.filesystem.write;

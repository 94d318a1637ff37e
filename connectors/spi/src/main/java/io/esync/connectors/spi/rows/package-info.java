/**
 * What sources remember that read the same rows again and again: which of them are news ({@link
 * io.esync.connectors.spi.rows.SeenRows}), which are gone ({@link
 * io.esync.connectors.spi.rows.RowTracker}), and what the column says by which they are asked for
 * ({@link io.esync.connectors.spi.rows.CursorValue}).
 */
package io.esync.connectors.spi.rows;

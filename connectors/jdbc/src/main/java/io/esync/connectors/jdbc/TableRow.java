package io.esync.connectors.jdbc;

import io.esync.operators.model.Row;

/**
 * A row as it was read.
 *
 * @param mark its place in the order
 * @param cursor what its cursor says; of a table without one, nothing
 * @param key the columns that identify it; null if one of them cannot be read
 * @param content all its columns as JSON, each as the database writes it
 * @param row null if a value cannot be read
 * @param problem why not; null if all can
 */
record TableRow(Mark mark, CursorValue cursor, Row key, String content, Row row, String problem) {}

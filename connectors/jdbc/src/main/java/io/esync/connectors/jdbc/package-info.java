/**
 * Writes entities into tables.
 *
 * <p>A {@link io.esync.connectors.jdbc.JdbcTarget} travels to where it runs and opens a writer
 * there. The writer holds a session: a connection and, per entity, the table as it is and the
 * statements that write each form of row. What differs between databases is behind {@code Dialect}.
 */
package io.esync.connectors.jdbc;

/**
 * Writes entities into tables, and reads tables by polling.
 *
 * <p>A {@link io.esync.connectors.jdbc.JdbcTarget} travels to where it runs and opens a writer
 * there. The writer holds a session: a connection and, per entity, the table as it is and the
 * statements that write each form of row. What differs between databases is behind {@code Dialect}.
 *
 * <p>A {@code TablePoller} reads one table: a {@code TableScan} says, without a database, after
 * which row the next page begins and which rows are news; a {@code TableReader} reads that page.
 */
package io.esync.connectors.jdbc;

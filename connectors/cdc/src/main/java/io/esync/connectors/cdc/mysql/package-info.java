/**
 * Capture of MySQL and MariaDB: tables are copied in chunks, changes are read off the binary log.
 *
 * <p>The way of a change: {@link io.esync.connectors.cdc.mysql.LogConnection} takes events off the
 * wire, {@link io.esync.connectors.cdc.mysql.ChangeAssembler} keeps track of transactions, {@link
 * io.esync.connectors.cdc.mysql.LoggedTable} takes values off a row, {@link
 * io.esync.connectors.cdc.mysql.RowReader} makes rows of them, as it does of the rows of a chunk.
 */
package io.esync.connectors.cdc.mysql;

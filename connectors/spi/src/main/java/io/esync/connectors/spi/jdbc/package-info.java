/**
 * JDBC for every connector that connects to a database ({@link
 * io.esync.connectors.spi.jdbc.JdbcDrivers}).
 */
package io.esync.connectors.spi.jdbc;

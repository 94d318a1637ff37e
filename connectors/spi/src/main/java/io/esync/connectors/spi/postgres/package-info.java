/**
 * Reads the text that PostgreSQL writes for values, so that every source that meets PostgreSQL
 * makes the same values of it.
 */
package io.esync.connectors.spi.postgres;

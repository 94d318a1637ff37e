/**
 * Real servers for tests and for the demo, started from Maven artifacts: no Docker, no
 * installation, also as root.
 *
 * <pre>{@code
 * try (PostgresServer server = PostgresServer.start()) {
 *   server.createDatabase("crm");
 *   server.execute("crm", "CREATE TABLE customers (id bigint PRIMARY KEY, email text)");
 * }
 * }</pre>
 */
package io.esync.connectors.testkit;

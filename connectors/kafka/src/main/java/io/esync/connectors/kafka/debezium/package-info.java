/** The values that Debezium writes as JSON: with a schema beside them, or by declared types. */
package io.esync.connectors.kafka.debezium;

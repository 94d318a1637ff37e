/** What commands add to topics, and read back from them. */
package io.esync.connectors.kafka.store;

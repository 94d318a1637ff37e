/** How brokers and schema registries are reached. */
package io.esync.connectors.kafka.client;

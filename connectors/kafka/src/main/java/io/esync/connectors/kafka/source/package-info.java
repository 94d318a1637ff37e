/** Makes changes of messages. */
package io.esync.connectors.kafka.source;

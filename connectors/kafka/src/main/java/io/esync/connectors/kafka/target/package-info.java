/** Makes messages of changes. */
package io.esync.connectors.kafka.target;

/** Topics of Apache Kafka as source and target. */
package io.esync.connectors.kafka;

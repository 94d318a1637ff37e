package io.esync.connectors.kafka;

import io.esync.connectors.spi.Option;
import java.io.Serializable;

/**
 * The keys beside {@code target:} in an entity's {@code to:}, e.g. {@code {target: topics, topic:
 * crm.customers}}.
 */
public record KafkaRoute(
    @Option(
            value =
                "Topic to write; the entity's name if left out. {entity} and the names of key"
                    + " fields in braces stand for what they are in the change.",
            optional = true,
            example = "crm.customers")
        String topic)
    implements Serializable {}

package io.esync.connectors.webhook;

import java.util.function.Consumer;

/**
 * What all connections of an endpoint have in common.
 *
 * @param deliveries is given what is to be emitted
 */
record Intake(
    WebhookConfig config,
    EventReader reader,
    Load load,
    WebhookMetrics metrics,
    Consumer<Delivery> deliveries) {}

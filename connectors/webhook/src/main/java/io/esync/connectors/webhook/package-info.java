/**
 * Takes events that a system sends over HTTP.
 *
 * <p>A request goes through these, in this order:
 *
 * <ol>
 *   <li>{@link io.esync.connectors.webhook.RequestHandler} reads it, within limits of time and
 *       size, in the one thread of the {@link io.esync.connectors.webhook.Endpoint};
 *   <li>{@link io.esync.connectors.webhook.EventReader} says whether it is genuine, and which
 *       records it tells;
 *   <li>{@link io.esync.connectors.webhook.WebhookReader} emits them in the thread of the task,
 *       unless {@link io.esync.connectors.webhook.Deliveries} knows the delivery;
 *   <li>{@link io.esync.connectors.webhook.Answers} answers when a checkpoint that holds them is
 *       complete.
 * </ol>
 */
package io.esync.connectors.webhook;

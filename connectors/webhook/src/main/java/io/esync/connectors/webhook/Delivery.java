package io.esync.connectors.webhook;

/**
 * An event on its way to the task.
 *
 * @param answer tells the sender that it is durable; any thread may run it
 */
record Delivery(Verdict.Event event, Runnable answer) {}

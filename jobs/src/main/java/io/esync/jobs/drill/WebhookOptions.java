package io.esync.jobs.drill;

/**
 * What a run of the webhook drill does.
 *
 * @param events how many are sent
 * @param atOnce how many of them wait for their answers at the same time
 * @param kills SIGKILLs of the TaskManager
 * @param seed of all that is random
 */
record WebhookOptions(int events, int atOnce, int kills, long seed) {}

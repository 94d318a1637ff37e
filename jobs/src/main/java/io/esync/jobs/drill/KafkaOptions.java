package io.esync.jobs.drill;

/**
 * What a run of the Kafka drill does.
 *
 * @param messages how many are written into the first topic
 * @param keys how many keys they have
 * @param rate how many are written per second
 * @param kills SIGKILLs of the TaskManager
 * @param seed of all that is random
 */
record KafkaOptions(Strategy strategy, int messages, int keys, int rate, int kills, long seed) {}

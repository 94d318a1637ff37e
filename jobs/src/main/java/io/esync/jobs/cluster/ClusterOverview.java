package io.esync.jobs.cluster;

/**
 * A Flink cluster as a whole.
 *
 * @param version of Flink
 * @param slotsTotal slots of all TaskManagers that are registered
 */
public record ClusterOverview(
    String version, int taskManagers, int slotsTotal, int slotsFree, int jobsRunning) {}

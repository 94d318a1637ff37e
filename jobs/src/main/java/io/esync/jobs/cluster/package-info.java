/**
 * A local Flink cluster as operating system processes, and the client that talks to any Flink
 * cluster.
 *
 * <p>{@link io.esync.jobs.cluster.LocalFlinkCluster} starts and stops a JobManager and TaskManagers
 * out of a {@link io.esync.jobs.cluster.FlinkDistribution} (Flink's own under {@code FLINK_HOME},
 * or the one assembled by {@code scripts/flink-dist}). {@link io.esync.jobs.cluster.FlinkRest} asks
 * a running cluster through its REST API, {@link io.esync.jobs.cluster.FlinkCli} runs Flink's
 * command line against it.
 *
 * <p>Nothing here uses Flink's classes: the cluster's Flink may be another patch release than ours.
 */
package io.esync.jobs.cluster;

package io.esync.jobs.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * Checkpoints of a job since it was submitted.
 *
 * @param restored how often the job started from a checkpoint or savepoint
 * @param latestBegin when the last completed checkpoint began
 * @param latestPath the last completed checkpoint, or before the first the one the job started from
 */
public record JobCheckpoints(
    long completed,
    long failed,
    long restored,
    Optional<Instant> latestBegin,
    Optional<String> latestPath) {}

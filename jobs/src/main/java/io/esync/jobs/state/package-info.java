/**
 * Reads the state of merges out of checkpoints and savepoints, beside the job and without it. What
 * is read there is made into reports by {@link io.esync.jobs.explain}.
 */
package io.esync.jobs.state;

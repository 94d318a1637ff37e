/**
 * Fault drills: real databases and a real Flink cluster under load and failures, and a comparison
 * that tells whether anything was lost. See docs/guide/drills.md; {@code scripts/drill --help}.
 *
 * <p>{@link io.esync.jobs.drill.DrillSite} holds the servers, {@link
 * io.esync.jobs.drill.ConsistencyRun} and {@link io.esync.jobs.drill.UpgradeRun} are the courses of
 * events, {@link io.esync.jobs.drill.TableComparison} is the judge.
 */
package io.esync.jobs.drill;

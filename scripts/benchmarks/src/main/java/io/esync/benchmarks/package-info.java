/**
 * Measures ESync beside what people would use instead; run by {@code scripts/bench}.
 *
 * <p>A {@link io.esync.benchmarks.BenchmarkCase} is one question: what is read, who competes, and
 * when a run is over. {@link io.esync.benchmarks.CaseRunner} lets the contestants run in turn, each
 * in a fresh {@link io.esync.benchmarks.Arena}, and keeps what came of it as JSON.
 */
package io.esync.benchmarks;

/** Measures ESync beside the alternatives; run by {@code scripts/bench}. */
package io.esync.benchmarks;

/** Microbenchmarks (JMH) of what is done for every record; run by {@code scripts/bench --micro}. */
package io.esync.benchmarks.micro;

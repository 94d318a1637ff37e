/** What is measured: processes, and the arithmetic of several rounds. No Flink, no database. */
package io.esync.benchmarks.measure;

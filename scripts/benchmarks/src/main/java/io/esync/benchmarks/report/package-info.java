/** What came of runs: kept as JSON, shown as tables and plots. */
package io.esync.benchmarks.report;

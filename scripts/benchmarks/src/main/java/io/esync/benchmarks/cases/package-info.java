/** The cases of docs/benchmarks.md, and the tables they read. */
package io.esync.benchmarks.cases;

/**
 * A YAML or JSON file as a tree whose every node knows its line and column, and the problems that
 * are found in it. Knows nothing of pipelines.
 */
package io.esync.jobs.spec.tree;

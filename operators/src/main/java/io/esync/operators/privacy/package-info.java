/**
 * Personal data on its way out: what a target, the dead letters, the audit and the reviews are
 * given instead of the values of fields that are marked as such. Pure functions without Flink;
 * merging always sees the values themselves.
 */
package io.esync.operators.privacy;

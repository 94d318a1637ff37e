/**
 * Turns a validated pipeline into a Flink graph. The only package of this module that builds one.
 */
package io.esync.jobs.compile;

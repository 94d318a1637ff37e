/**
 * Reading tables of a source once more while its changes flow on: what a command asks for, and what
 * a connector does for it. Without Flink.
 */
package io.esync.operators.resync;

/** Reads tables again by commands, beside the stream of their source. */
package io.esync.operators.flink.resync;

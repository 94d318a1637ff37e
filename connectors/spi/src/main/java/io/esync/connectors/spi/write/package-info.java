/**
 * The steps before what a connector gives: the operator that drives every {@link
 * io.esync.connectors.spi.TargetWriter}, and the function that encodes for sinks.
 */
package io.esync.connectors.spi.write;

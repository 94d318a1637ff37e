/** The one operator that drives every {@link io.esync.connectors.spi.TargetWriter}. */
package io.esync.connectors.spi.write;

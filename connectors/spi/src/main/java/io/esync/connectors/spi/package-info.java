/**
 * What a connector implements.
 *
 * <p>A connector is a {@link io.esync.connectors.spi.SourceConnector} or a {@link
 * io.esync.connectors.spi.TargetConnector} named in {@code META-INF/services}, with a record that
 * declares its options:
 *
 * <pre>{@code
 * public record HttpConfig(
 *     @Option(value = "Address to read from.", example = "https://example.org/v1") String url,
 *     @Option(value = "Time between two reads.", defaultValue = "30s") Duration interval,
 *     @Option(value = "Access token.", optional = true) Secret token) {
 *   public HttpConfig {
 *     if (interval.isNegative()) {
 *       throw new IllegalArgumentException("interval must not be negative: " + interval);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A source that asks again and again is made of a {@link
 * io.esync.connectors.spi.poll.PolledSystem}; lines of JSON are read by {@link
 * io.esync.connectors.spi.json}, records of Avro by {@link io.esync.connectors.spi.avro}; {@link
 * io.esync.connectors.spi.postgres} reads the text that PostgreSQL writes for values.
 *
 * <p>The record is built from the pipeline file after defaults are filled in and secrets resolved.
 * Its constructor checks what a single option cannot say by itself.
 */
package io.esync.connectors.spi;

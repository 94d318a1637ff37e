/**
 * What a connector implements, in the order in which one writes it. The module {@code
 * connectors/example-plugin} does all of it in small.
 *
 * <h2>1. Options</h2>
 *
 * A record declares them. It is built from the pipeline file after defaults are filled in and
 * secrets resolved; its constructor checks what a single option cannot say by itself. The
 * declaration feeds parsing, {@code esync describe}, the documentation and the JSON Schema.
 *
 * <pre>{@code
 * public record ShelfConfig(
 *     @Option(value = "Address to read from.", example = "https://example.org/v1") String url,
 *     @Option(value = "Time between two reads.", defaultValue = "30s") Duration interval,
 *     @Option(value = "Access token.", optional = true) Secret token)
 *     implements Serializable {
 *   public ShelfConfig {
 *     if (interval.isNegative()) {
 *       throw new IllegalArgumentException("interval must not be negative: " + interval);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <h2>2. A source</h2>
 *
 * A {@link io.esync.connectors.spi.SourceConnector} returns a Flink source of {@link
 * io.esync.operators.model.SourceRecord}. Most systems are asked again and again: then implement
 * {@link io.esync.connectors.spi.poll.PolledSystem} and {@link
 * io.esync.connectors.spi.poll.Poller}, which reads piece by piece from a position, and return a
 * {@link io.esync.connectors.spi.poll.PollingSource}; checkpoints, splits, retries and schedules
 * are done there.
 *
 * <ul>
 *   <li>Each change has an {@link io.esync.operators.model.Origin}: its version rises with each
 *       change of a key and is the same whenever the change is read again; its timestamp is when
 *       the change was made, where the system tells.
 *   <li>What cannot be read becomes {@link io.esync.operators.model.Malformed} with the original
 *       bytes. A source never fails for a record.
 *   <li>Where the source knows that nothing older will come, it says so with a {@link
 *       io.esync.operators.model.Heartbeat}.
 *   <li>APIs over HTTP are asked by {@link io.esync.connectors.spi.http}; which of the rows that
 *       were read are news, and which are gone, is told by {@link io.esync.connectors.spi.rows}.
 *   <li>Lines of JSON are read by {@link io.esync.connectors.spi.json}, Avro records by {@link
 *       io.esync.connectors.spi.avro}, PostgreSQL's text of values by {@link
 *       io.esync.connectors.spi.postgres}.
 * </ul>
 *
 * <h2>3. A target</h2>
 *
 * A {@link io.esync.connectors.spi.TargetConnector} returns one of two shapes.
 *
 * <ul>
 *   <li>{@link io.esync.connectors.spi.TargetConnector.WriterTarget}: a {@link
 *       io.esync.connectors.spi.TargetWriter} that writes a batch by key, the same batch any number
 *       of times. Batching, flushing before checkpoints, retries and finding the one refused record
 *       of a batch are done for it.
 *   <li>{@link io.esync.connectors.spi.TargetConnector.SinkTarget}: a Flink sink that takes part in
 *       checkpoints, with a {@link io.esync.connectors.spi.ChangeEncoder} before it that refuses
 *       what the sink never could write.
 * </ul>
 *
 * <p>A {@link io.esync.connectors.spi.TargetException} of the kind {@code REFUSED} sends the one
 * record to the dead-letter queue, {@code TRANSIENT} is tried again, {@code FATAL} stops the job.
 *
 * <h2>4. The check</h2>
 *
 * Building source or target does no I/O. {@code check} connects and tests every prerequisite, and
 * tells all that is missing as {@link io.esync.connectors.spi.CheckFailure}s with the mend.
 *
 * <h2>5. The service file</h2>
 *
 * {@code META-INF/services/io.esync.connectors.spi.SourceConnector} and {@code …TargetConnector}
 * name the classes, which have a public constructor without parameters.
 *
 * <h2>6. Tests</h2>
 *
 * {@code SourceContract} and {@code TargetContract} of the module {@code esync-connector-testkit}
 * hold a connector to all of this, against the real system.
 */
package io.esync.connectors.spi;

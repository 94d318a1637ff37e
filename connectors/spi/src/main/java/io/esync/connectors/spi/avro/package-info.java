/**
 * Rows as Avro records, for every connector that writes or reads Avro.
 *
 * <p>{@link io.esync.connectors.spi.avro.AvroSchemas} makes the Avro schema of a row schema, {@link
 * io.esync.connectors.spi.avro.RowToAvro} and {@link io.esync.connectors.spi.avro.AvroToRow} carry
 * rows there and back:
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><td>boolean, int, bigint, float, double, string, bytes</td><td>boolean, int, long, float, double, string, bytes</td></tr>
 *   <tr><td>decimal(p,s)</td><td>bytes, {@code decimal}</td></tr>
 *   <tr><td>decimal</td><td>string with its digits, {@code esync.type: decimal}</td></tr>
 *   <tr><td>date, time</td><td>int {@code date}, long {@code time-micros}</td></tr>
 *   <tr><td>timestamp, timestamptz</td><td>long {@code local-timestamp-micros}, {@code timestamp-micros}</td></tr>
 *   <tr><td>uuid</td><td>string, {@code uuid}</td></tr>
 *   <tr><td>json</td><td>string, {@code esync.type: json}</td></tr>
 *   <tr><td>array&lt;T&gt;</td><td>array of nullable T</td></tr>
 * </table>
 *
 * <p>Fields of the key are never null, all others may be; the record names its key in {@code
 * esync.key}. A name that Avro does not allow is changed, and stands in {@code esync.name}. A value
 * that does not fit without a change (a time with nanoseconds, a date in the year 999999999) is
 * refused with an {@link java.lang.IllegalArgumentException} for people, never rounded.
 */
package io.esync.connectors.spi.avro;

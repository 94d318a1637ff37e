/**
 * Tables of Apache Iceberg as target.
 *
 * <p>Three steps write a change. {@link io.esync.connectors.iceberg.RowEncoder} brings it into the
 * form of its table, which it creates or extends where that is asked for, and refuses what the
 * table can never hold. {@link io.esync.connectors.iceberg.IcebergWriter} writes data and delete
 * files. {@link io.esync.connectors.iceberg.TableCommitter} adds the files of all writers to the
 * tables when their checkpoint is complete, once.
 */
package io.esync.connectors.iceberg;

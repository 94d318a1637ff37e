/**
 * Target and source {@code filesystem}: files on a local disk, or on any storage that Flink has a
 * plugin for.
 *
 * <pre>{@code
 * targets:
 *   - id: lake
 *     type: filesystem
 *     config: {path: /data/lake}
 * entities:
 *   - name: customer
 *     to:
 *       - {target: lake, path: crm/customers}
 * }</pre>
 *
 * <p>Each change of {@code customer} becomes a line of {@code
 * /data/lake/crm/customers/part-….jsonl}:
 *
 * <pre>{@code
 * {"customer_id":42,"email":"ada@example.org","_op":"upsert","_source":"crm","_version":"0/93/1","_timestamp":"2026-01-01T00:00:00Z","_sequence":1767225600000000}
 * }</pre>
 *
 * <p>A source reads such lines, or lines of whole changes, from files that are there or that grow:
 * {@link io.esync.connectors.filesystem.FilesystemSourceConfig} shows how.
 */
package io.esync.connectors.filesystem;

/**
 * Source and target {@code memory}, for tests and for examples that need nothing outside.
 *
 * <p>A source reads changes that stand in the pipeline file, each one as a line of JSON:
 *
 * <pre>{@code
 * sources:
 *   - id: crm
 *     type: memory
 *     config:
 *       streams:
 *         customers: {key: [id], fields: {id: bigint, email: string, tags: array<string>}}
 *       changes:
 *         - '{"stream": "customers", "after": {"id": 1, "email": "ada@example.org", "tags": ["new"]}}'
 *         - '{"stream": "customers", "op": "delete", "before": {"id": 1}, "timestamp": "2026-01-01T00:00:00Z"}'
 * }</pre>
 *
 * <p>{@code op} is {@code upsert} (unless said) or {@code delete}. {@code timestamp} is unknown
 * unless said. {@code version}, e.g. {@code "0/93/1"}, is the place in the list unless said; {@code
 * "snapshot": true} marks a row that was read from a table. Fields that are left out are absent.
 * {@code {"heartbeat": "2026-01-01T00:00:00Z"}} says that no later line is of an earlier time; at
 * the end of the list the source says so of the latest time in it. Values stand as {@link
 * io.esync.operators.model.RowJson} writes them.
 *
 * <p>Or it reads what a test in the same JVM offers to a {@link
 * io.esync.connectors.memory.MemoryBuffers named buffer}; and a test sees what was written in a
 * {@link io.esync.connectors.memory.MemoryTables named table}:
 *
 * <pre>{@code
 * MemoryBuffers.named("crm").offer(change);
 * MemoryBuffers.named("crm").end();
 * MemoryTables.named("warehouse").latest("customer", 42L);
 * }</pre>
 */
package io.esync.connectors.memory;

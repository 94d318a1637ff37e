/**
 * The language of ESync: rows, keys, changes, versions and rejections. Plain Java, neither Flink
 * nor Jackson.
 *
 * <p>Data flows one way through these types: a connector emits a {@link
 * io.esync.operators.model.SourceRecord}; decoding turns it into a {@link
 * io.esync.operators.model.ChangeRecord} of an entity or a {@link
 * io.esync.operators.model.Rejection}; merging turns changes into the changes of the merged entity,
 * which targets write.
 */
package io.esync.operators.model;

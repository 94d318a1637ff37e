/**
 * The pipeline file as records, and how it is read.
 *
 * <p>{@link io.esync.jobs.spec.PipelineLoader} goes three steps: the file becomes a tree of located
 * values, the tree is checked for what a single record cannot see (names, references, keys), and
 * records are bound to it. Only a file without any problem gives a {@link
 * io.esync.jobs.spec.PipelineSpec}; whoever has one needs to check nothing again.
 */
package io.esync.jobs.spec;

/**
 * {@code esync demo}: {@code pipelines/customer-360.yaml} on real PostgreSQL databases and a real
 * local Flink cluster, with its result compared with a computation that shares no code with the
 * engine.
 *
 * <p>{@link io.esync.jobs.demo.Demo} tells the story; {@link io.esync.jobs.demo.ChangeScript} holds
 * what is changed while the job runs, {@link io.esync.jobs.demo.ExpectedWarehouse} what must come
 * of it.
 */
package io.esync.jobs.demo;

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/**
 * A target for what the pipeline itself writes: rejected records, audit events or reviews.
 *
 * @param config the record of the target connector
 * @param route the record of the target connector's route options
 */
public record OutputSpec(
    @Option(value = "The target connector.", defaultValue = "filesystem") String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config,
    @Option(
            value = "What would stand beside target: in an entity's to:, e.g. the table.",
            defaultValue = "{}")
        Record route) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.operators.privacy.Protection;

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
        Record route,
    @Option(
            value =
                "What is given instead of fields that are marked pii: clear gives them as they"
                    + " are, mask leaves a part of a text, hash gives a keyed hash, redact NULL.",
            defaultValue = "mask")
        Protection pii) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Inline;
import io.esync.operators.model.AuditLevel;

/** What is told of the pipeline's decisions, and where. */
public record AuditSpec(
    @Option(
            value =
                "all: every change; conflicts: those between sources, and how they were resolved;"
                    + " none: nothing.",
            defaultValue = "conflicts")
        AuditLevel level,
    @Inline OutputSpec output) {}

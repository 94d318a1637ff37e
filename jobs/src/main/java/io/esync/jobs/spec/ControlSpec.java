package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/** A system that reviewers' decisions come from. */
public record ControlSpec(
    @Option(
            value = "Names the source in this file, in kebab-case; no source has the same.",
            example = "decisions")
        String id,
    @Option(value = "The source connector.", example = "jdbc") String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config) {}

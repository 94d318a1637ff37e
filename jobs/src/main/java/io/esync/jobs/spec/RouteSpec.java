package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Inline;

/**
 * The way of an entity into a target.
 *
 * @param options the record of the target connector's route options
 */
public record RouteSpec(
    @Option(value = "Id of the target.", example = "warehouse") String target,
    @Inline Record options) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/**
 * A system that merged entities are written to.
 *
 * @param echo null where no source reads what is written
 */
public record TargetSpec(
    @Option(value = "Names the target in this file, in kebab-case.", example = "warehouse")
        String id,
    @Option(value = "The connector.", example = "jdbc") String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config,
    @Option(value = "Parallel writers; without it, as the pipeline's.", optional = true)
        Integer parallelism,
    @Option(
            value =
                "Id of the source that reads what is written here: what comes back from it is no"
                    + " edit.",
            optional = true,
            example = "crm")
        String echo) {
  public TargetSpec {
    Parallelism.check(parallelism, Integer.MAX_VALUE);
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;

/** A system that changes come from. */
@NotYet("schedule")
public record SourceSpec(
    @Option(value = "Names the source in this file, in kebab-case.", example = "crm") String id,
    @Option(value = "The connector.", example = "postgres-cdc") String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config,
    @Option(value = "Parallel readers; without it, as the pipeline's.", optional = true)
        Integer parallelism) {
  public SourceSpec {
    Parallelism.check(parallelism, Integer.MAX_VALUE);
  }
}

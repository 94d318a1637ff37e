package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.operators.privacy.Protection;

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
        String echo,
    @Option(
            value =
                "What the target is given instead of fields that are marked pii: clear gives them as they"
                    + " are, mask leaves a part of a text, hash gives a keyed hash, redact NULL.",
            defaultValue = "clear")
        Protection pii) {
  public TargetSpec {
    Parallelism.check(parallelism, Integer.MAX_VALUE);
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import java.util.List;

/** How the rival changes of an entity are merged. */
@NotYet({"default", "fields", "review"})
public record MergeSpec(
    @Option(
            value =
                "replicate: the one source is right, nothing is stored; last-write-wins: the latest"
                    + " change of any source. Must be given where there are several sources.",
            defaultValue = "replicate")
        Strategy strategy,
    @Option(
            value =
                "Ids of sources, the most trusted first: decides between changes of the same time.",
            optional = true,
            example = "[crm, billing]")
        List<String> priority,
    @Option(
            value = "latest: a delete counts like any other change of its time.",
            defaultValue = "latest")
        Deletes deletes) {

  /** Who wins. */
  @NotYet({"field-level", "manual-review"})
  public enum Strategy {
    REPLICATE,
    LAST_WRITE_WINS
  }

  /** What a delete does. */
  @NotYet({"owner-only", "all-sources", "never"})
  public enum Deletes {
    LATEST
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Schedule;

/**
 * A system that changes come from.
 *
 * @param schedule null where the connector's own options say when to poll
 * @param hotKeys null where every change is sent as it comes
 */
public record SourceSpec(
    @Option(value = "Names the source in this file, in kebab-case.", example = "crm") String id,
    @Option(value = "The connector.", example = "postgres-cdc") String type,
    @Option(value = "Options of the connector.", defaultValue = "{}") Record config,
    @Option(value = "Parallel readers; without it, as the pipeline's.", optional = true)
        Integer parallelism,
    @Option(
            value =
                "When a source that polls does so; without it, as the connector's own options say."
                    + " The first poll is at the start; fires that were missed while the job was"
                    + " down, or while a poll was under way, are not made up for one by one.",
            optional = true,
            example = "{cron: \"*/5 * * * *\", timezone: Europe/Berlin}")
        Schedule schedule,
    @Option(
            value =
                "For sources that change a few keys all the time: joins successive changes of a key"
                    + " before they are sent to the merge. The result is the same; the audit tells"
                    + " of the joined change alone.",
            optional = true,
            example = "{linger: 100ms}")
        HotKeysSpec hotKeys) {
  public SourceSpec {
    Parallelism.check(parallelism, Integer.MAX_VALUE);
  }
}

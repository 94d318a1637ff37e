package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/** What people need to know of the data; changes nothing in the job. */
public record GovernanceSpec(
    @Option(value = "Team or person that answers for the data.", optional = true, example = "crm")
        String owner,
    @Option(value = "Layer of the data platform.", optional = true, example = "GL30-49")
        String layer,
    @Option(value = "What the data means.", optional = true, example = "customer-master")
        String semantic,
    @Option(value = "How sensitive the data is.", optional = true, example = "pii")
        String sensitivity) {}

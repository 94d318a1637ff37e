package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Inline;
import io.esync.operators.privacy.Protection;
import java.util.Map;

/**
 * The way of an entity into a target.
 *
 * @param options the record of the target connector's route options
 */
public record RouteSpec(
    @Option(value = "Id of the target.", example = "warehouse") String target,
    @Option(
            value =
                "What the target is given instead of these fields, where that is another than the"
                    + " target's pii: clear, mask, hash or redact.",
            optional = true,
            example = "{email: hash}")
        Map<String, Protection> pii,
    @Inline Record options) {}

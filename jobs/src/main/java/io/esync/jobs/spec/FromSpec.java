package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import java.util.Map;

/**
 * A stream that an entity is made of.
 *
 * @param stream null where the source's every stream is meant
 * @param map the source's field by the entity's field; empty where all fields keep their names
 * @param timestamp the source's field; null for the source's own commit time
 */
@NotYet({"where", "quality"})
public record FromSpec(
    @Option(value = "Id of the source.", example = "crm") String source,
    @Option(
            value =
                "Table or stream of the source, or a regular expression of their names. May be left"
                    + " out where the source has only one.",
            optional = true,
            example = "public.customers")
        String stream,
    @Option(
            value =
                "The entity's fields, each with the source's field that it is taken from; others are"
                    + " left out. Without it all fields are taken under their own names.",
            optional = true,
            example = "{customer_id: id}")
        Map<String, String> map,
    @Option(
            value =
                "Field of the source that tells when a row was changed, to compare sources by."
                    + " Without it that is the source's commit time.",
            optional = true,
            example = "updated_at")
        String timestamp) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import java.util.Map;

/**
 * A stream that an entity is made of.
 *
 * @param stream null where the source's every stream is meant
 * @param map what the entity's fields are made of; empty where all fields keep their names
 * @param where an SQL condition, or null
 * @param timestamp a field or expression; null for the source's own commit time
 */
@NotYet("quality")
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
                "The entity's fields, each with what it is made of: a field of the source, or an SQL"
                    + " expression over its fields, _stream and _source. Others are left out."
                    + " Without it all fields are taken under their own names.",
            optional = true,
            example = "{customer_id: id, email: lower(email)}")
        Map<String, String> map,
    @Option(
            value =
                "An SQL condition. A row that it is not true of, or no longer, is no part of the"
                    + " entity.",
            optional = true,
            example = "status <> 'test'")
        String where,
    @Option(
            value =
                "Field of the source, or SQL expression, that tells when a row was changed, to"
                    + " compare sources by. Without it that is the source's commit time.",
            optional = true,
            example = "updated_at")
        String timestamp) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import io.esync.operators.model.DataType;

/** A field of the data contract. */
@NotYet({"pii", "quality", "default", "unique"})
public record FieldSpec(
    @Option(
            value =
                "boolean, int, bigint, decimal(p,s), decimal, float, double, string, bytes, date,"
                    + " time, timestamp, timestamptz, uuid, json or array<type>.",
            example = "string")
        DataType type,
    @Option(
            value = "Whether it must have a value; a record without one is rejected.",
            defaultValue = "false")
        boolean required,
    @Option(value = "What the field means.", optional = true) String description) {}

package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.Key;
import io.esync.jobs.spec.bind.NotYet;
import io.esync.operators.decode.FieldContract.OnViolation;
import io.esync.operators.model.DataType;
import io.esync.operators.privacy.PiiKind;
import java.util.List;

/** A field of the data contract. */
@NotYet({"quality", "unique"})
public record FieldSpec(
    @Option(
            value =
                "boolean, int, bigint, decimal(p,s), decimal, float, double, string, bytes, date,"
                    + " time, timestamp, timestamptz, uuid, json or array<type>.",
            example = "string")
        DataType type,
    @Option(
            value =
                "Whether it must have a value: a record that gives NULL is rejected, and an entity"
                    + " of which no source has given a value yet waits for it.",
            defaultValue = "false")
        boolean required,
    @Key("default")
        @Option(
            value =
                "The value that stands in for NULL. What a record does not carry stays as it is.",
            optional = true,
            example = "unknown")
        String otherwise,
    @Option(
            value = "A regular expression that a text must match as a whole.",
            optional = true,
            example = "\"[^@ ]+@[^@ ]+\"")
        String pattern,
    @Option(value = "The least value.", optional = true, example = "0") String min,
    @Option(value = "The greatest value.", optional = true, example = "100") String max,
    @Option(value = "All values that there can be.", optional = true, example = "[new, active]")
        List<String> values,
    @Option(
            value =
                "What happens to a value that is not so, or not of the type: reject rejects the"
                    + " record, null makes it NULL, warn takes it as it is (one of another type is"
                    + " rejected). The audit tells of the latter two. Deletes are not checked.",
            defaultValue = "reject")
        OnViolation onViolation,
    @Option(
            value =
                "That the field holds personal data, and of what kind. Targets may be given"
                    + " something else instead; dead letters, audit and reviews are, by default.",
            optional = true,
            example = "email")
        PiiKind pii,
    @Option(value = "What the field means.", optional = true) String description) {}

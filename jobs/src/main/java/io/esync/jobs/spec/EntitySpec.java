package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;
import io.esync.jobs.spec.bind.NotYet;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.TypeKind;
import java.util.List;
import java.util.Map;

/**
 * An entity: one kind of thing that several systems know.
 *
 * @param key empty for {@code replicate} where the stream's own primary key is taken
 * @param fields in the order of the file; empty where none are declared, and rows tell
 * @param schemaEvolution null where it is the pipeline's
 */
@NotYet("quality")
public record EntitySpec(
    @Option(value = "Names the entity, in snake_case.", example = "customer") String name,
    @Option(
            value =
                "Fields that identify one. May be left out for replicate: then it is the primary"
                    + " key of the source's table.",
            optional = true,
            example = "[customer_id]")
        List<String> key,
    @Option(
            value =
                "The data contract: fields by name, in snake_case. Without it rows have what their"
                    + " sources give.",
            optional = true)
        Map<String, FieldSpec> fields,
    @Option("The streams that the entity is made of.") List<FromSpec> from,
    @Option(value = "How rival changes are merged.", defaultValue = "{}") MergeSpec merge,
    @Option(
            value = "As the pipeline's, for this entity alone.",
            optional = true,
            example = "ignore")
        SchemaEvolution schemaEvolution,
    @Option("The targets that the merged entity is written to.") List<RouteSpec> to) {
  public EntitySpec {
    for (String keyField : key) {
      FieldSpec field = fields.get(keyField);
      if (field != null && field.type().kind() == TypeKind.ARRAY) {
        throw new IllegalArgumentException(
            "key field '" + keyField + "' is an array, which is no key");
      }
    }
  }

  /** The fields under review: those that are named, or all that are decided by themselves. */
  public List<String> reviewedFields() {
    FieldReviewSpec review = merge.fieldReview();
    if (review == null || !review.fields().isEmpty()) {
      return review == null ? List.of() : review.fields();
    }
    return fields.keySet().stream()
        .filter(field -> !key.contains(field))
        .filter(
            field -> !merge.fields().containsKey(field) || merge.fields().get(field).with() == null)
        .toList();
  }
}

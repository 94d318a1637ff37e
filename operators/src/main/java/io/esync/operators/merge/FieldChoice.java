package io.esync.operators.merge;

import io.esync.operators.model.DataType;

/**
 * What a field is and why.
 *
 * @param type of the value
 * @param value possibly null, which is SQL's NULL
 * @param winner the candidate that provides it, or null where it is computed from several or comes
 *     from none
 * @param decidedBy what told the winner from the others, e.g. {@code later timestamp}
 */
public record FieldChoice(DataType type, Object value, FieldCandidate winner, String decidedBy) {
  static FieldChoice of(FieldCandidate winner, String decidedBy) {
    return new FieldChoice(winner.type(), winner.value(), winner, decidedBy);
  }
}

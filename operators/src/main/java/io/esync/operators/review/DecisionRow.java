package io.esync.operators.review;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.List;

/**
 * The fields of a decision, as text in a row of {@link #SCHEMA}, or typed as somebody's own table
 * has them: {@code entity_key} and {@code value} may be columns of JSON as well.
 *
 * <p>{@code value} is JSON text, so that NULL can be told from nothing: {@code null} is NULL. A
 * column of type JSON cannot hold that difference; its NULL is NULL.
 */
public final class DecisionRow {
  /** Name of the table, where nothing else is said. */
  public static final String TABLE = "esync_decision";

  public static final String ID = "decision_id";
  public static final String ENTITY = "entity";
  public static final String ENTITY_KEY = "entity_key";
  public static final String FIELD = "field";
  public static final String ACTION = "action";
  public static final String SOURCE = "source";
  public static final String VALUE = "value";
  public static final String BASIS = "basis";
  public static final String REVIEWER = "reviewer";
  public static final String REASON = "reason";
  public static final String DECIDED_AT = "decided_at";

  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field(ID, DataType.STRING),
              new Field(ENTITY, DataType.STRING),
              new Field(ENTITY_KEY, DataType.STRING),
              new Field(FIELD, DataType.STRING),
              new Field(ACTION, DataType.STRING),
              new Field(SOURCE, DataType.STRING),
              new Field(VALUE, DataType.STRING),
              new Field(BASIS, DataType.STRING),
              new Field(REVIEWER, DataType.STRING),
              new Field(REASON, DataType.STRING),
              new Field(DECIDED_AT, DataType.TIMESTAMPTZ)),
          List.of(ID));

  private DecisionRow() {}
}

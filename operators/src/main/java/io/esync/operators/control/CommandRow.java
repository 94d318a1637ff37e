package io.esync.operators.control;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.util.List;

/** The fields of a command, in rows of {@link #SCHEMA}. */
public final class CommandRow {
  /** Name of the table, where nothing else is said. */
  public static final String TABLE = "esync_command";

  public static final String ID = "command_id";
  public static final String ACTION = "action";
  public static final String SOURCE = "source";
  public static final String STREAM = "stream";
  public static final String ENTITY = "entity";
  public static final String ENTITY_KEY = "entity_key";
  public static final String LETTER = "letter";
  public static final String ISSUED_BY = "issued_by";
  public static final String REASON = "reason";
  public static final String ISSUED_AT = "issued_at";

  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field(ID, DataType.STRING),
              new Field(ACTION, DataType.STRING),
              new Field(SOURCE, DataType.STRING),
              new Field(STREAM, DataType.STRING),
              new Field(ENTITY, DataType.STRING),
              new Field(ENTITY_KEY, DataType.STRING),
              new Field(LETTER, DataType.STRING),
              new Field(ISSUED_BY, DataType.STRING),
              new Field(REASON, DataType.STRING),
              new Field(ISSUED_AT, DataType.TIMESTAMPTZ)),
          List.of(ID));

  private CommandRow() {}
}

package io.esync.operators.model;

/**
 * Why a record was rejected. Names are part of the DLQ format and of metric names: never renamed.
 */
public enum ErrorCode {
  /** The source's record has a value that no type of ours can hold, e.g. an infinite timestamp. */
  UNREPRESENTABLE_VALUE(Stage.SOURCE),
  /** The source's record could not be read at all. */
  UNREADABLE_RECORD(Stage.SOURCE),
  /** No entity of the pipeline takes records of this stream. */
  UNMAPPED_STREAM(Stage.DECODE),
  /** A field that the mapping names is not in the record. */
  MISSING_FIELD(Stage.DECODE),
  /** A key field is NULL or absent. */
  KEY_MISSING(Stage.DECODE),
  /** A value does not fit the type that the contract declares. */
  TYPE_MISMATCH(Stage.DECODE),
  /** An expression of the mapping does not fit the fields of the record. */
  INVALID_EXPRESSION(Stage.DECODE),
  /** An expression of the mapping has no result for the record, e.g. divides by zero. */
  EXPRESSION_FAILED(Stage.DECODE),
  /** The record does not carry what {@code where} asks about. */
  FILTER_UNDECIDED(Stage.DECODE),
  /** A required field is NULL. */
  REQUIRED_FIELD_NULL(Stage.DECODE),
  /** A text does not match the pattern that the contract declares. */
  PATTERN_MISMATCH(Stage.DECODE),
  /** A value lies outside the range that the contract declares. */
  OUT_OF_RANGE(Stage.DECODE),
  /** A value is none of those that the contract lists. */
  VALUE_NOT_LISTED(Stage.DECODE),
  /** The contract has no such field and {@code schema_evolution} is {@code fail}. */
  UNKNOWN_FIELD(Stage.DECODE),
  /** The claimed time lies further in the future than {@code max_future_skew} allows. */
  CLOCK_AHEAD(Stage.DECODE),
  /** A record of a control source is no decision. */
  INVALID_DECISION(Stage.DECODE),
  /** A record of a control source is no command. */
  INVALID_COMMAND(Stage.DECODE),
  /** It is older than what has been forgotten: nobody can tell what it would have met. */
  LATE_AFTER_GC(Stage.MERGE),
  /** The target refused the row: a constraint, an overflow, a wrong type. */
  TARGET_REFUSED(Stage.WRITE);

  /** Where in the pipeline a record was rejected. */
  public enum Stage {
    SOURCE,
    DECODE,
    MERGE,
    WRITE
  }

  private final Stage stage;

  ErrorCode(Stage stage) {
    this.stage = stage;
  }

  public Stage stage() {
    return stage;
  }
}

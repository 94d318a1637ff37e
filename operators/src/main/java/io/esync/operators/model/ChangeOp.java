package io.esync.operators.model;

/** What a change does to the row of its key. The ordinal is never written; {@link #code()} is. */
public enum ChangeOp {
  UPSERT(1),
  DELETE(2);

  private final int code;

  ChangeOp(int code) {
    this.code = code;
  }

  /** The number that stands for this operation on the wire and in state; never reused. */
  public int code() {
    return code;
  }

  /** The operation of a {@link #code()}; throws {@link IllegalArgumentException} for others. */
  public static ChangeOp ofCode(int code) {
    return switch (code) {
      case 1 -> UPSERT;
      case 2 -> DELETE;
      default -> throw new IllegalArgumentException("unknown operation code " + code);
    };
  }
}

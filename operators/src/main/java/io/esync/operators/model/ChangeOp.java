package io.esync.operators.model;

/** What a change does to the row of its key. The ordinal is never written; {@link #code()} is. */
public enum ChangeOp {
  UPSERT(1),
  DELETE(2),
  /**
   * The source's row is no longer part of the entity, as its {@code where} says: what it said is
   * taken back, and nothing is said of the entity itself, which others may go on having. Stands
   * between decoding and merging only; neither sources nor targets know it.
   */
  WITHDRAW(3);

  private final int code;

  ChangeOp(int code) {
    this.code = code;
  }

  /** The number that stands for this operation on the wire and in state; never reused. */
  public int code() {
    return code;
  }

  /** Whether the row is gone afterwards, as far as the one who says so is concerned. */
  public boolean removes() {
    return this != UPSERT;
  }

  /** The operation of a {@link #code()}; throws {@link IllegalArgumentException} for others. */
  public static ChangeOp ofCode(int code) {
    return switch (code) {
      case 1 -> UPSERT;
      case 2 -> DELETE;
      case 3 -> WITHDRAW;
      default -> throw new IllegalArgumentException("unknown operation code " + code);
    };
  }
}

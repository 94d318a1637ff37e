package io.esync.operators.model;

/** The kinds of value a {@link Row} can hold. The ordinal is never written; {@link #code()} is. */
public enum TypeKind {
  BOOLEAN(1),
  INT(2),
  BIGINT(3),
  DECIMAL(4),
  FLOAT(5),
  DOUBLE(6),
  STRING(7),
  BYTES(8),
  DATE(9),
  TIME(10),
  TIMESTAMP(11),
  TIMESTAMPTZ(12),
  UUID(13),
  JSON(14),
  ARRAY(15);

  private static final TypeKind[] BY_CODE = new TypeKind[16];

  static {
    for (TypeKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;

  TypeKind(int code) {
    this.code = code;
  }

  /** The number that stands for this kind on the wire and in state; never reused. */
  public int code() {
    return code;
  }

  /** The kind of a {@link #code()}; throws {@link IllegalArgumentException} for an unknown one. */
  public static TypeKind ofCode(int code) {
    if (code <= 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("unknown type code " + code);
    }
    return BY_CODE[code];
  }
}

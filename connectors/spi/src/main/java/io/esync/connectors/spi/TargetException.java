package io.esync.connectors.spi;

import java.util.Objects;

/** A write that did not succeed; the kind decides what becomes of the batch. */
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What to do about a failed write. */
  public enum Kind {
    /** Try the same again after a while. */
    TRANSIENT,
    /** The target does not take this: alone, the record goes to the dead-letter queue. */
    REFUSED,
    /** Stop: a person has to act. */
    FATAL
  }

  private final Kind kind;
  private final String detail;

  /**
   * @param message what the target said and what to change, without secrets
   * @param detail the target's own code such as an SQLSTATE, or empty
   */
  public TargetException(Kind kind, String message, String detail, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.detail = Objects.requireNonNull(detail, "detail");
  }

  public Kind kind() {
    return kind;
  }

  public String detail() {
    return detail;
  }
}

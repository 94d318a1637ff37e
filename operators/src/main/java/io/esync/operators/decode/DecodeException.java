package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import java.util.Objects;

/** A record that does not fit the mapping; it becomes a rejection. */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param message names the field, what was found and what was expected, not the value
   */
  public DecodeException(ErrorCode code, String message) {
    // No stack trace: it is about a record, of which there may be millions, not about the code.
    super(message, null, false, false);
    this.code = Objects.requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }
}

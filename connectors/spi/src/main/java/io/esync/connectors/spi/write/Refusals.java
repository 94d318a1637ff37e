package io.esync.connectors.spi.write;

import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Rejection.ChangePayload;
import java.io.Serializable;

/**
 * Makes rejections of what a target refuses.
 *
 * @param operator name of the operator that rejects
 */
record Refusals(String operator, OnRefusal onRefusal) implements Serializable {
  static final ErrorCode CODE = ErrorCode.TARGET_REFUSED;

  /**
   * The rejection of {@code change}.
   *
   * @throws TargetException the refusal itself, where there is nowhere for the change to go
   */
  Rejection reject(ChangeRecord change, TargetException refusal) throws TargetException {
    if (onRefusal == OnRefusal.FAIL) {
      throw refusal;
    }
    return new Rejection(
        operator,
        CODE,
        refusal.getMessage(),
        refusal.detail(),
        change.origin(),
        change.key(),
        new ChangePayload(change),
        change.origin().attempt());
  }
}

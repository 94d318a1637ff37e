package io.esync.jobs.cli;

import io.esync.connectors.spi.TargetException;
import org.apache.flink.util.SerializedThrowable;

/** Finds in a chain of exceptions the one that tells a person what happened. */
final class FailureReason {
  private FailureReason() {}

  /** The first failure of ours in the chain, else its root. */
  static Throwable of(Throwable failure, ClassLoader loader) {
    Throwable reason = failure;
    for (Throwable cause = failure; cause != null; cause = next(cause, loader)) {
      reason = cause;
      if (cause instanceof TargetException) {
        return cause;
      }
    }
    return reason;
  }

  private static Throwable next(Throwable failure, ClassLoader loader) {
    if (failure instanceof SerializedThrowable serialized) {
      Throwable original = serialized.deserializeError(loader);
      return original instanceof SerializedThrowable ? original.getCause() : original;
    }
    return failure.getCause();
  }
}

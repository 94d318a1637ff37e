package io.esync.operators.decode;

import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import java.io.Serializable;
import java.util.Objects;

/**
 * What happens to a change that claims a time too far ahead of its reading, e.g. because the clock
 * of its system is wrong: it would win against everything until that time has come.
 *
 * @param bound microseconds that are tolerated; null for any
 * @param then what happens beyond it
 */
public record FutureSkew(Long bound, Then then) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MICROS_PER_MILLI = 1_000L;

  /** Any time is taken as it is. */
  public static final FutureSkew UNBOUNDED = new FutureSkew(null, Then.ACCEPT);

  public FutureSkew {
    Objects.requireNonNull(then, "then");
  }

  /**
   * {@code origin} with a mark if its time is too far ahead, and with the time that it is given. An
   * origin that bears a mark has been here before and stays as it is.
   *
   * @throws DecodeException if such a change is to be rejected
   */
  public Origin judge(Origin origin) throws DecodeException {
    if (bound == null || origin.ahead() != 0 || origin.timestamp() == Origin.UNKNOWN_TIME) {
      return origin;
    }
    long readAt = origin.ingestedAt() * MICROS_PER_MILLI;
    long ahead = origin.timestamp() - readAt;
    if (ahead <= bound) {
      return origin;
    }
    return switch (then) {
      case ACCEPT -> origin.markedAhead(ahead);
      case CLAMP -> origin.markedAhead(ahead).withTimestamp(readAt);
      case REJECT ->
          throw new DecodeException(
              ErrorCode.CLOCK_AHEAD,
              "the change claims " + origin.instant() + ", which is further ahead than allowed");
    };
  }

  /** What happens to a change of a time too far ahead. */
  public enum Then {
    /** It is given the time of its reading. */
    CLAMP,
    /** It is rejected. */
    REJECT,
    /** It is taken as it is, and marked. */
    ACCEPT
  }
}

package io.esync.operators.decode;

import java.util.regex.Pattern;

/**
 * A text that can be looked at a bounded number of times. There are patterns that take time
 * exponential in the length of some texts; these are given up, after the same number of steps on
 * every machine.
 */
final class BoundedText implements CharSequence {
  private static final int STEPS_AT_LEAST = 100_000;
  private static final int STEPS_PER_CHARACTER = 100;

  private final String text;
  private int left;

  private BoundedText(String text, int steps) {
    this.text = text;
    this.left = steps;
  }

  /** Whether all of {@code text} matches; false where that takes too long to tell. */
  static boolean matches(Pattern pattern, String text) {
    long steps = Math.max(STEPS_AT_LEAST, (long) text.length() * STEPS_PER_CHARACTER);
    try {
      return pattern
          .matcher(new BoundedText(text, (int) Math.min(Integer.MAX_VALUE, steps)))
          .matches();
    } catch (TooManySteps | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public char charAt(int index) {
    if (left-- <= 0) {
      throw new TooManySteps();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("the pattern takes too many steps", null, false, false);
    }
  }
}

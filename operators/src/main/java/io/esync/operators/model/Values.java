package io.esync.operators.model;

import java.util.Arrays;
import java.util.List;

/** Equality and short description of the values a {@link Row} holds. */
public final class Values {
  private static final int DESCRIBED_CHARACTERS = 60;

  private Values() {}

  /** Whether two values are the same to the last digit and bit; a decimal's scale counts. */
  public static boolean equal(Object left, Object right) {
    if (left == right) {
      return true;
    }
    if (left instanceof byte[] leftBytes) {
      return right instanceof byte[] rightBytes && Arrays.equals(leftBytes, rightBytes);
    }
    if (left instanceof List<?> leftList) {
      return right instanceof List<?> rightList && equalLists(leftList, rightList);
    }
    return left != null && left.equals(right);
  }

  private static boolean equalLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A hash that is the same for values that are {@link #equal}. */
  public static int hash(Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    if (value instanceof List<?> list) {
      int hash = 1;
      for (Object element : list) {
        hash = 31 * hash + hash(element);
      }
      return hash;
    }
    return value == null ? 0 : value.hashCode();
  }

  /** A short form for people: bytes as their number, long text cut. */
  public static String describe(Object value) {
    if (value instanceof byte[] bytes) {
      return "<" + bytes.length + " bytes>";
    }
    String text = String.valueOf(value);
    return text.length() <= DESCRIBED_CHARACTERS
        ? text
        : text.substring(0, DESCRIBED_CHARACTERS - 1) + "…";
  }
}

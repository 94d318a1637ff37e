package io.esync.operators.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds the name that a user who mistyped one probably meant. */
public final class NearestName {
  private static final int LISTED = 20;

  private NearestName() {}

  /**
   * A hint for {@code name}, which is none of {@code known}: the nearest of them, or where none is
   * near, all of them.
   */
  public static String hint(String name, Collection<String> known) {
    String nearest = null;
    int nearestDistance = Math.max(2, name.length() / 3) + 1;
    Set<String> sorted = new TreeSet<>(known);
    for (String candidate : sorted) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < nearestDistance && distance < candidate.length()) {
        nearest = candidate;
        nearestDistance = distance;
      }
    }
    if (nearest != null) {
      return "did you mean '" + nearest + "'?";
    }
    if (sorted.isEmpty()) {
      return "none is known here";
    }
    return sorted.size() > LISTED ? "" : "known: " + String.join(", ", sorted);
  }

  /** How many characters must be put in, left out, replaced or swapped with their neighbour. */
  static int distance(String left, String right) {
    int[][] costs = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        costs[i][j] = cost(costs, left, right, i, j);
      }
    }
    return costs[left.length()][right.length()];
  }

  private static int cost(int[][] costs, String left, String right, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int replaced = costs[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, costs[i - 2][j - 2] + 1) : best;
  }
}

package io.esync.jobs.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the warehouse differs from what it must hold.
 *
 * @param compared customers that are in either
 * @param differences one line for each customer that differs, by ascending id
 */
record Comparison(int compared, List<String> differences) {
  private static final int SHOWN = 5;

  Comparison {
    differences = List.copyOf(differences);
  }

  static Comparison of(Map<Long, Customer> expected, Map<Long, Customer> actual) {
    Set<Long> ids = new HashSet<>(expected.keySet());
    ids.addAll(actual.keySet());
    List<String> differences = new ArrayList<>();
    for (long id : new TreeSet<>(ids)) {
      Customer should = expected.get(id);
      Customer is = actual.get(id);
      if (should == null) {
        differences.add("customer " + id + " should not be there: " + is);
      } else if (is == null) {
        differences.add("customer " + id + " is missing: " + should);
      } else if (!is.equals(should)) {
        differences.add("customer " + id + " should be " + should + " and is " + is);
      }
    }
    return new Comparison(ids.size(), differences);
  }

  /** The first differences, for a message. */
  String sample() {
    String first = String.join("\n  ", differences.subList(0, Math.min(SHOWN, differences.size())));
    return differences.size() > SHOWN ? first + "\n  …" : first;
  }
}

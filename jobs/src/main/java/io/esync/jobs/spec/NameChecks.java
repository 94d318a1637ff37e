package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Place;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules for names: how they are spelt, and that they stand once. */
final class NameChecks {
  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private final Problems problems;

  NameChecks(Problems problems) {
    this.problems = problems;
  }

  void kebabCase(ScalarNode name) {
    if (!KEBAB_CASE.matcher(name.text()).matches()) {
      report(name.place(), name.path(), name.text(), "kebab-case, like customer-360", "-");
    }
  }

  void snakeCase(ScalarNode name) {
    snakeCase(name.place(), name.path(), name.text());
  }

  void snakeCase(Place place, String path, String name) {
    if (!SNAKE_CASE.matcher(name).matches()) {
      report(place, path, name, "snake_case, like customer_id", "_");
    }
  }

  private void report(Place place, String path, String name, String expected, String separator) {
    String words =
        name.replaceAll("([a-z0-9])([A-Z])", "$1" + separator + "$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", separator)
            .replaceAll("^[^a-z]+|" + separator + "$", "");
    problems.add(
        place,
        path,
        "expected a name in " + expected + ", found '" + name + "'",
        words.isEmpty() ? "" : "write " + words);
  }

  /** Reports each of {@code owners} that has the same text at {@code key} as one before it. */
  void unique(List<MapNode> owners, String key) {
    unique(owners.stream().flatMap(owner -> owner.scalar(key).stream()).toList());
  }

  /** Reports each value that stood before. */
  void unique(List<ScalarNode> values) {
    Map<String, ScalarNode> seen = new HashMap<>();
    for (ScalarNode value : values) {
      ScalarNode first = seen.putIfAbsent(value.text(), value);
      if (first != null) {
        problems.add(
            value,
            "'" + value.text() + "' stands here twice",
            "first in line " + first.place().line());
      }
    }
  }
}

package io.esync.jobs.spec.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file, so that all are reported and not only the first. */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  public Problems(String file) {
    this.file = file;
  }

  /** Adds a problem with the value of {@code node}. */
  public void add(Node node, String message, String hint) {
    add(node.place(), node.path(), message, hint);
  }

  public void add(Place place, String path, String message, String hint) {
    found.add(new Problem(file, place.line(), place.column(), path, message, hint));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems in the order of the file. */
  public List<Problem> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}

package io.esync.jobs.spec.tree;

import java.util.List;

/** A list of values. */
public record ListNode(Place place, String path, List<Node> items) implements Node {
  public ListNode {
    items = List.copyOf(items);
  }

  @Override
  public String kindInWords() {
    return "a list";
  }
}

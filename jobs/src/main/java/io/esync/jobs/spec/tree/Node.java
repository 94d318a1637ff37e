package io.esync.jobs.spec.tree;

/** A value in a file, with the place where it stands. */
public sealed interface Node permits ScalarNode, ListNode, MapNode {
  /** Where it starts; for a map or list below a key, where that key stands. */
  Place place();

  /** The way from the root, e.g. {@code pipeline.sources[1].config.port}; empty for the root. */
  String path();

  /** What it is, in words for messages: {@code a map}, {@code text}. */
  String kindInWords();
}

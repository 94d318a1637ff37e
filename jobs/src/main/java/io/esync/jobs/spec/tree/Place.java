package io.esync.jobs.spec.tree;

/**
 * Where something stands in a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(int line, int column) {
  /** The first character of a file; also used for what concerns the file as a whole. */
  public static final Place START = new Place(1, 1);
}

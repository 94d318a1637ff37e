package io.esync.operators.mutants;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake that could be made in the merge, and the test that must notice it.
 *
 * @param name what is wrong then
 * @param edits of main sources
 * @param test {@code TestClass#method}, the class without {@code io.esync.operators}
 */
record Mutant(String name, List<Edit> edits, String test) {
  static Mutant of(String name, String test) {
    return new Mutant(name, List.of(), test);
  }

  /** With {@code find}, which stands in {@code file} exactly once, replaced. */
  Mutant edit(String file, String find, String replacement) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(
        new Edit(Path.of("src/main/java/io/esync/operators").resolve(file), find, replacement));
    return new Mutant(name, more, test);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A replacement in a source file. */
  record Edit(Path file, String find, String replacement) {
    /** {@code source} with the mistake in it. */
    String apply(String source) {
      int at = source.indexOf(find);
      if (at < 0 || source.indexOf(find, at + 1) >= 0) {
        throw new IllegalStateException(
            (at < 0 ? "not found in " : "found twice in ")
                + file
                + ": '"
                + find
                + "'. The source has changed: say in MutantsTest where the mistake would be made now");
      }
      return source.replace(find, replacement);
    }
  }
}

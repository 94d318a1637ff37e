package io.esync.connectors.github;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Names of repositories, as globs. */
final class RepositoryNames {
  private final List<PathMatcher> globs;

  /**
   * The names that match one of {@code globs}.
   *
   * @throws IllegalArgumentException for people, if one is none, or there is none
   */
  RepositoryNames(List<String> globs) {
    if (globs.isEmpty()) {
      throw new IllegalArgumentException(
          "repositories names none; leave it out to read all, or name one like shop-*");
    }
    this.globs = globs.stream().map(RepositoryNames::matcher).toList();
  }

  private static PathMatcher matcher(String glob) {
    if (glob.isBlank() || glob.contains("/")) {
      throw new IllegalArgumentException(
          "repositories: '%s' is no name; write it without the organisation, like shop-*"
              .formatted(glob));
    }
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "repositories: '%s' is no pattern: %s".formatted(glob, e.getMessage()), e);
    }
  }

  /** Whether the repository is one of them. */
  boolean contain(String name) {
    return globs.stream().anyMatch(glob -> glob.matches(Path.of(name)));
  }
}

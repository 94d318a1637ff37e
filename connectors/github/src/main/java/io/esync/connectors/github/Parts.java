package io.esync.connectors.github;

import io.esync.connectors.github.Scope.Part;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * The parts of the organisation whose objects are read; streams of a scope share what they know.
 */
final class Parts {
  private final Part whole;
  private final RepositoryNames wanted;
  private final PartList repositories;
  private final PartList teams;

  Parts(GitHubConfig config, ApiClient client, InstantSource clock) {
    this.whole = new Part(0, config.organization());
    this.wanted = new RepositoryNames(config.repositories());
    this.repositories = PartList.repositories(config, client, clock);
    this.teams = PartList.teams(config, client, clock);
  }

  /** What there is to read now. */
  List<Part> of(Scope scope) throws SourceUnavailableException, IOException {
    return switch (scope) {
      case ORGANIZATION -> List.of(whole);
      case REPOSITORY -> {
        repositories.refresh();
        yield repositories.parts().stream().filter(part -> wanted.contain(part.name())).toList();
      }
      case TEAM -> {
        teams.refresh();
        yield teams.parts();
      }
    };
  }

  /** Whether there is no such part by what was listed last, whatever is wanted. */
  boolean isMissing(Scope scope, long id) {
    return switch (scope) {
      case ORGANIZATION -> false;
      case REPOSITORY -> !repositories.contains(id);
      case TEAM -> !teams.contains(id);
    };
  }
}

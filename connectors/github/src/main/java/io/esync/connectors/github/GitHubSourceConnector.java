package io.esync.connectors.github;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.Source;

/** Polls an organisation of GitHub. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(SourceConnector.class)
public final class GitHubSourceConnector implements SourceConnector<GitHubConfig> {
  @Override
  public String type() {
    return "github";
  }

  @Override
  public String description() {
    return "Repositories, issues, pull requests, commits, releases, teams and members of an"
        + " organisation of GitHub, read through the REST API (version 2022-11-28) of github.com,"
        + " Enterprise Cloud and Enterprise Server.";
  }

  @Override
  public String guarantee() {
    return "The last state of each object is read, and its delete with the next complete reading; a"
        + " state may be read again, states in between are not seen.";
  }

  @Override
  public String prerequisites() {
    return """
        - Streams: `repositories`, `issues`, `pull_requests`, `commits`, `releases`, `teams`, `members` and
          `team_members`. The key is `id`; that of `commits` is `repository_id` and `sha`, for a fork has
          the same commits, and that of `team_members` is `team_id` and `id`.
        - A token with the right to read what the streams are of: Metadata, Contents, Issues and Pull
          requests of the repositories, Members of the organisation. A classic token needs `repo` and
          `read:org`.
        - `issues` and `commits` are asked for by `since`, `pull_requests` the latest change first until what
          was read before; `updated_at` (of a commit `committed_at`) orders their versions and is the time of
          the change. Their deletes are found when `deletes` says so, by reading all of them. All else is
          read as a whole by each poll; a version is then the reading that found it.
        - Each list is asked for with the ETags of its last reading, also by a job that is started again:
          what has not changed is answered 304, and does not count against the limit of requests.
        - `commits` are those of the default branch. Those that are older than `commit_overlap` when they get
          there are not seen, and neither are those of a branch that is made anew, but by `deletes`.
        - Pages are numbered, so a list of several takes two complete readings in a row for a delete. What
          a repository had is deleted, as far as deletes are found, once two polls found it gone.
        - A limit is waited for: until `X-RateLimit-Reset`, for what `Retry-After` says, or for a minute
          where GitHub says that requests come too fast and not for how long. `esync.limitedMillis` tells
          for how long requests have waited.
        - A repository that has no issues, or no commits, is left out.
        - Redirections are not followed.
        """;
  }

  @Override
  public Class<GitHubConfig> configType() {
    return GitHubConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(GitHubConfig config, SourceContext context) {
    return new PollingSource<>(new GitHubStreams(config, context), context.schedule());
  }

  @Override
  public Map<String, RowSchema> declared(GitHubConfig config) {
    Map<String, RowSchema> declared = new TreeMap<>();
    for (GitHubStream stream : GitHubStream.values()) {
      declared.put(stream.id(), stream.schema());
    }
    return declared;
  }

  @Override
  public List<CheckFailure> check(GitHubConfig config, SourceContext context) {
    return GitHubCheck.run(config, context);
  }

  /** One: a limit of requests is kept to by one. */
  @Override
  public int maxParallelism(GitHubConfig config) {
    return 1;
  }

  @Override
  public boolean takesSchedule(GitHubConfig config) {
    return true;
  }
}

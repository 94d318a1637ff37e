package io.esync.connectors.github;

import com.fasterxml.jackson.core.JsonPointer;
import io.esync.connectors.spi.collection.ApiCollection;
import io.esync.connectors.spi.collection.CursorOptions;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.PagingOptions;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be read of an organisation. */
enum GitHubStream {
  REPOSITORIES(
      Scope.ORGANIZATION,
      "/orgs/{organization}/repos?type=all&sort=created&direction=asc",
      "id",
      """
      id bigint
      node_id string
      organization string
      name string
      full_name string
      description string
      private boolean
      visibility string
      fork boolean
      archived boolean
      disabled boolean
      default_branch string
      language string
      topics json
      size bigint
      stargazers_count bigint
      forks_count bigint
      open_issues_count bigint
      html_url string
      created_at timestamptz
      updated_at timestamptz
      pushed_at timestamptz
      """),
  ISSUES(
      Scope.REPOSITORY,
      "/repos/{organization}/{part}/issues?state=all&sort=updated&direction=asc",
      "id",
      """
      id bigint
      node_id string
      repository string
      repository_id bigint
      number bigint
      title string
      body string
      state string
      state_reason string
      locked boolean
      author string /user/login
      author_id bigint /user/id
      assignees json
      labels json
      milestone string /milestone/title
      comments bigint
      html_url string
      created_at timestamptz
      updated_at timestamptz
      closed_at timestamptz
      """),
  PULL_REQUESTS(
      Scope.REPOSITORY,
      "/repos/{organization}/{part}/pulls?state=all&sort=updated&direction=desc",
      "id",
      """
      id bigint
      node_id string
      repository string
      repository_id bigint
      number bigint
      title string
      body string
      state string
      draft boolean
      locked boolean
      author string /user/login
      author_id bigint /user/id
      assignees json
      labels json
      milestone string /milestone/title
      head_ref string /head/ref
      head_sha string /head/sha
      base_ref string /base/ref
      base_sha string /base/sha
      merge_commit_sha string
      html_url string
      created_at timestamptz
      updated_at timestamptz
      closed_at timestamptz
      merged_at timestamptz
      """),
  COMMITS(
      Scope.REPOSITORY,
      "/repos/{organization}/{part}/commits",
      "repository_id sha",
      """
      sha string
      node_id string
      repository string
      repository_id bigint
      message string /commit/message
      author string /author/login
      author_name string /commit/author/name
      author_email string /commit/author/email
      authored_at timestamptz /commit/author/date
      committer string /committer/login
      committed_at timestamptz /commit/committer/date
      parents json
      html_url string
      """),
  RELEASES(
      Scope.REPOSITORY,
      "/repos/{organization}/{part}/releases",
      "id",
      """
      id bigint
      node_id string
      repository string
      repository_id bigint
      tag_name string
      target_commitish string
      name string
      body string
      draft boolean
      prerelease boolean
      author string /author/login
      author_id bigint /author/id
      html_url string
      created_at timestamptz
      updated_at timestamptz
      published_at timestamptz
      """),
  TEAMS(
      Scope.ORGANIZATION,
      "/orgs/{organization}/teams",
      "id",
      """
      id bigint
      node_id string
      organization string
      name string
      slug string
      description string
      privacy string
      permission string
      parent_id bigint /parent/id
      html_url string
      """),
  MEMBERS(
      Scope.ORGANIZATION,
      "/orgs/{organization}/members",
      "id",
      """
      id bigint
      node_id string
      organization string
      login string
      type string
      site_admin boolean
      html_url string
      """),
  TEAM_MEMBERS(
      Scope.TEAM,
      "/orgs/{organization}/teams/{part}/members",
      "team_id id",
      """
      team_id bigint
      id bigint
      organization string
      team string
      login string
      """);

  private static final int PAGE_SIZE = 100;

  /** Its links name pages by their numbers. */
  static final PagingOptions PAGING =
      new PagingOptions(PagingOptions.By.LINK, null, PAGE_SIZE, "per_page", 1, null);

  private final Scope scope;
  private final String path;
  private final String key;
  private final String fields;

  /**
   * @param path with parameters, below the API's address
   * @param key names of fields
   * @param fields a line each: name, type, and the JSON pointer where it is no member of its name
   */
  GitHubStream(Scope scope, String path, String key, String fields) {
    this.scope = scope;
    this.path = path;
    this.key = key;
    this.fields = fields;
  }

  private RecordShape shape() {
    List<Field> typed = new ArrayList<>();
    Map<String, String> from = new HashMap<>();
    for (String line : fields.lines().toList()) {
      String[] parts = line.split(" ", -1);
      typed.add(new Field(parts[0], DataType.parse(parts[1])));
      if (parts.length > 2) {
        from.put(parts[0], parts[2]);
      }
    }
    return RecordShape.of(RowSchema.of(typed, List.of(key.split(" ", -1))), from);
  }

  /** As the pipeline file names it, e.g. {@code pull_requests}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static GitHubStream of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(GitHubStream::id).toList();
  }

  Scope scope() {
    return scope;
  }

  RowSchema schema() {
    return shape().schema();
  }

  /**
   * Whether {@code name} of the pipeline file, which may be a pattern, means it; null means all.
   */
  boolean isMeant(String name) {
    return name == null || id().equals(name) || id().matches(name);
  }

  Address address(GitHubConfig config, Scope.Part part) {
    return config.address(
        path.replace("{organization}", config.organization())
            .replace("{part}", Address.encode(part.name())));
  }

  /** What there is to read of a part. */
  ApiCollection collection(GitHubConfig config, Scope.Part part) {
    CursorOptions cursor = cursor(config);
    return new ApiCollection(
        address(config, part),
        PAGING,
        true,
        "",
        this == ISSUES ? JsonPointer.compile("/pull_request") : null,
        shape().with(scope.told(config.organization(), part)),
        cursor,
        cursor == null ? null : config.deletes(),
        config.trackedRows());
  }

  /** Whether deletes are told. */
  boolean findsDeletes(GitHubConfig config) {
    return cursor(config) == null || config.deletes() != null;
  }

  private CursorOptions cursor(GitHubConfig config) {
    return switch (this) {
      case ISSUES -> cursor("updated_at", "since", config.overlap());
      case PULL_REQUESTS -> cursor("updated_at", null, config.overlap());
      case COMMITS -> cursor("committed_at", "since", config.commitOverlap());
      default -> null;
    };
  }

  private static CursorOptions cursor(String field, String param, Duration overlap) {
    return new CursorOptions(field, param, CursorOptions.Format.AUTO, overlap);
  }
}

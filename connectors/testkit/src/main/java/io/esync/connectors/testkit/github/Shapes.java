package io.esync.connectors.testkit.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the objects that GitHub serves. Ids are of one row; times have no fractions of seconds. */
final class Shapes {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_ID = 4_000_000_000L;

  private final String api;
  private final AtomicLong ids = new AtomicLong(FIRST_ID);

  /**
   * @param api address of the API
   */
  Shapes(String api) {
    this.api = api;
  }

  String api() {
    return api;
  }

  /** The time now, as GitHub writes it. */
  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** An object of that kind, with ids. */
  ObjectNode identified(String kind) {
    long id = ids.incrementAndGet();
    String node = kind + ":" + id;
    return object()
        .put("id", id)
        .put("node_id", Base64.getEncoder().encodeToString(node.getBytes(StandardCharsets.UTF_8)));
  }

  ObjectNode user(String login) {
    return identified("User")
        .put("login", login)
        .put("avatar_url", "https://avatars.example.com/" + login)
        .put("gravatar_id", "")
        .put("url", api + "/users/" + login)
        .put("html_url", "https://github.example.com/" + login)
        .put("type", "User")
        .put("site_admin", false);
  }

  ObjectNode organization(String login) {
    return identified("Organization")
        .put("login", login)
        .put("url", api + "/orgs/" + login)
        .put("repos_url", api + "/orgs/" + login + "/repos")
        .put("description", "")
        .put("type", "Organization");
  }

  ObjectNode team(String organization, String name) {
    String slug = slug(name);
    ObjectNode team =
        identified("Team")
            .put("name", name)
            .put("slug", slug)
            .put("description", "")
            .put("privacy", "closed")
            .put("notification_setting", "notifications_enabled")
            .put("permission", "pull")
            .put("url", api + "/orgs/" + organization + "/teams/" + slug)
            .put("html_url", "https://github.example.com/orgs/" + organization + "/teams/" + slug);
    team.putNull("parent");
    return team;
  }

  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  ObjectNode repository(ObjectNode owner, String name) {
    String fullName = owner.get("login").asText() + "/" + name;
    String now = now();
    ObjectNode repository =
        identified("Repository")
            .put("name", name)
            .put("full_name", fullName)
            .put("private", true)
            .put("html_url", "https://github.example.com/" + fullName)
            .put("description", "")
            .put("fork", false)
            .put("url", api + "/repos/" + fullName)
            .put("created_at", now)
            .put("updated_at", now)
            .put("pushed_at", now)
            .put("size", 0)
            .put("stargazers_count", 0)
            .put("forks_count", 0)
            .put("open_issues_count", 0)
            .put("archived", false)
            .put("disabled", false)
            .put("visibility", "private")
            .put("default_branch", "main");
    repository.putNull("language");
    repository.putArray("topics");
    repository.set("owner", owner);
    return repository;
  }

  /** What issues and pull requests have in common. */
  private ObjectNode numbered(String kind, int number, String title, ObjectNode user) {
    String now = now();
    ObjectNode object =
        identified(kind)
            .put("number", number)
            .put("state", "open")
            .put("locked", false)
            .put("title", title)
            .put("body", "About " + title)
            .put("created_at", now)
            .put("updated_at", now)
            .put("author_association", "MEMBER");
    object.set("user", user);
    object.putNull("closed_at");
    object.putNull("milestone");
    object.putArray("labels");
    object.putArray("assignees");
    object.putNull("assignee");
    return object;
  }

  ObjectNode issue(String repository, int number, String title, ObjectNode user) {
    String url = api + "/repos/" + repository;
    ObjectNode issue =
        numbered("Issue", number, title, user)
            .put("url", url + "/issues/" + number)
            .put("repository_url", url)
            .put("html_url", "https://github.example.com/" + repository + "/issues/" + number)
            .put("comments", 0);
    issue.putNull("state_reason");
    return issue;
  }

  ObjectNode pullRequest(String repository, int number, String title, ObjectNode user) {
    ObjectNode pull =
        numbered("PullRequest", number, title, user)
            .put("url", api + "/repos/" + repository + "/pulls/" + number)
            .put("html_url", "https://github.example.com/" + repository + "/pull/" + number)
            .put("draft", false);
    pull.putNull("merged_at");
    pull.putNull("merge_commit_sha");
    pull.set("head", object().put("ref", "change-" + number).put("sha", sha(pull)));
    pull.set("base", object().put("ref", "main").put("sha", sha(pull)));
    return pull;
  }

  ObjectNode commit(String repository, String message, ObjectNode author, Instant time) {
    ObjectNode who =
        object()
            .put("name", author.get("login").asText())
            .put("email", author.get("login").asText() + "@example.org")
            .put("date", time.truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode commit = object().put("message", message).put("comment_count", 0);
    commit.set("author", who);
    commit.set("committer", who.deepCopy());
    ObjectNode shell = identified("Commit");
    String sha = sha(shell);
    ObjectNode object =
        object()
            .put("sha", sha)
            .put("node_id", shell.get("node_id").asText())
            .put("url", api + "/repos/" + repository + "/commits/" + sha)
            .put("html_url", "https://github.example.com/" + repository + "/commit/" + sha);
    object.set("commit", commit);
    object.set("author", author);
    object.set("committer", author);
    object.putArray("parents");
    return object;
  }

  /** Forty digits that no other object has. */
  private static String sha(ObjectNode object) {
    return "%040x".formatted(object.get("id").asLong() * 0x9E3779B97F4A7C15L);
  }

  ObjectNode release(String repository, String tag, String name, ObjectNode author) {
    String now = now();
    ObjectNode release =
        identified("Release")
            .put("tag_name", tag)
            .put("target_commitish", "main")
            .put("name", name)
            .put("body", "About " + name)
            .put("draft", false)
            .put("prerelease", false)
            .put("created_at", now)
            .put("updated_at", now)
            .put("published_at", now)
            .put("html_url", "https://github.example.com/" + repository + "/releases/tag/" + tag);
    release.put("url", api + "/repos/" + repository + "/releases/" + release.get("id").asLong());
    release.set("author", author);
    release.putArray("assets");
    return release;
  }
}

package io.esync.connectors.testkit.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a repository has. Whatever is written counts as written by {@code octocat}. */
public final class GitHubRepository {
  private static final String AUTHOR = "octocat";

  private final GitHubOrganization organization;
  private final ObjectNode json;
  private final Map<Integer, ObjectNode> issues = new LinkedHashMap<>();
  private final Map<Integer, ObjectNode> pulls = new LinkedHashMap<>();
  private final List<ObjectNode> commits = new ArrayList<>();
  private final Map<Long, ObjectNode> releases = new LinkedHashMap<>();
  private int numbers;

  GitHubRepository(GitHubOrganization organization, ObjectNode json) {
    this.organization = organization;
    this.json = json;
  }

  synchronized ObjectNode json() {
    return json.deepCopy();
  }

  public synchronized String fullName() {
    return json.get("full_name").asText();
  }

  private ObjectNode author() {
    return organization.user(AUTHOR);
  }

  public synchronized void describe(String description) {
    json.put("description", description).put("updated_at", Shapes.now());
    tell("repository", "edited", Shapes.object());
  }

  synchronized void rename(String fullName, String name) {
    json.put("name", name).put("full_name", fullName).put("updated_at", Shapes.now());
    tell("repository", "renamed", Shapes.object());
  }

  /** Opens an issue and returns its number. */
  public synchronized int openIssue(String title) {
    int number = ++numbers;
    issues.put(number, organization.shapes().issue(fullName(), number, title, author()));
    tellOfIssue("opened", number);
    return number;
  }

  public synchronized void editIssue(int number, String title) {
    issues.get(number).put("title", title);
    touch(issues.get(number));
    tellOfIssue("edited", number);
  }

  public synchronized void labelIssue(int number, String label) {
    ObjectNode made =
        organization
            .shapes()
            .identified("Label")
            .put("name", label)
            .put("color", "f29513")
            .put("default", false);
    issues.get(number).withArray("labels").add(made);
    touch(issues.get(number));
    tellOfIssue("labeled", number);
  }

  public synchronized void closeIssue(int number) {
    close(issues.get(number)).put("state_reason", "completed");
    tellOfIssue("closed", number);
  }

  public synchronized void deleteIssue(int number) {
    ObjectNode issue = issues.remove(number);
    tell("issues", "deleted", about("issue", issue));
  }

  private void tellOfIssue(String action, int number) {
    tell("issues", action, about("issue", issues.get(number)));
  }

  /** Opens a pull request and returns its number. */
  public synchronized int openPullRequest(String title) {
    int number = ++numbers;
    pulls.put(number, organization.shapes().pullRequest(fullName(), number, title, author()));
    tellOfPull("opened", number);
    return number;
  }

  public synchronized void editPullRequest(int number, String title) {
    pulls.get(number).put("title", title);
    touch(pulls.get(number));
    tellOfPull("edited", number);
  }

  /** Makes it look as if nobody had changed it since then. */
  public synchronized void backdatePullRequest(int number, Instant time) {
    pulls.get(number).put("created_at", time.toString()).put("updated_at", time.toString());
  }

  public synchronized void mergePullRequest(int number) {
    ObjectNode pull = close(pulls.get(number));
    pull.put("merged_at", pull.get("closed_at").asText());
    pull.put("merge_commit_sha", commit("Merge #" + number));
    tellOfPull("closed", number);
  }

  private void tellOfPull(String action, int number) {
    ObjectNode about = about("pull_request", pulls.get(number)).put("number", number);
    tell("pull_request", action, about);
  }

  /** Commits to the default branch and returns the hash. */
  public synchronized String commit(String message) {
    return commit(message, Instant.now());
  }

  /** Commits what was committed elsewhere at that time. */
  public synchronized String commit(String message, Instant time) {
    ObjectNode commit = organization.shapes().commit(fullName(), message, author(), time);
    commits.add(commit);
    commits.sort(Comparator.comparing(each -> each.at("/commit/committer/date").asText()));
    String sha = commit.get("sha").asText();
    json.put("pushed_at", Shapes.now());
    ObjectNode pushed =
        Shapes.object()
            .put("id", sha)
            .put("message", message)
            .put("timestamp", commit.at("/commit/committer/date").asText())
            .put("url", commit.get("html_url").asText())
            .put("distinct", true);
    pushed.set(
        "author",
        Shapes.object()
            .put("name", AUTHOR)
            .put("email", commit.at("/commit/author/email").asText())
            .put("username", AUTHOR));
    ObjectNode push = Shapes.object().put("ref", "refs/heads/main").put("after", sha);
    push.putArray("commits").add(pushed);
    push.set("head_commit", pushed.deepCopy());
    tell("push", null, push);
    return sha;
  }

  /** Publishes a release and returns its id. */
  public synchronized long release(String tag, String name) {
    ObjectNode release = organization.shapes().release(fullName(), tag, name, author());
    long id = release.get("id").asLong();
    releases.put(id, release);
    tell("release", "published", about("release", release));
    return id;
  }

  /** Publishes a release of that id, or renames it where it is there. */
  public synchronized void putRelease(long id, String name) {
    if (releases.containsKey(id)) {
      renameRelease(id, name);
    } else {
      ObjectNode release = organization.shapes().release(fullName(), "v" + id, name, author());
      releases.put(id, release.put("id", id));
      tell("release", "published", about("release", release));
    }
  }

  /** Makes the release one that nobody can read, for its time of creation is {@code time}. */
  public synchronized void spoilRelease(long id, String time) {
    releases.get(id).put("created_at", time);
  }

  public synchronized void renameRelease(long id, String name) {
    ObjectNode release = releases.get(id).put("name", name).put("updated_at", Shapes.now());
    tell("release", "edited", about("release", release));
  }

  public synchronized void deleteRelease(long id) {
    tell("release", "deleted", about("release", releases.remove(id)));
  }

  /** The issues by their numbers, as they are served. */
  public synchronized Map<Integer, ObjectNode> issues() {
    return copy(issues);
  }

  /** The pull requests by their numbers, as they are served. */
  public synchronized Map<Integer, ObjectNode> pullRequests() {
    return copy(pulls);
  }

  private static Map<Integer, ObjectNode> copy(Map<Integer, ObjectNode> objects) {
    Map<Integer, ObjectNode> copies = new LinkedHashMap<>();
    objects.forEach((number, object) -> copies.put(number, object.deepCopy()));
    return copies;
  }

  /** What GitHub lists as issues: pull requests are among them, under ids of their own. */
  synchronized List<ObjectNode> listedIssues() {
    List<ObjectNode> all = new ArrayList<>(copy(issues).values());
    for (ObjectNode pull : copy(pulls).values()) {
      String url = pull.get("url").asText();
      pull.put("id", pull.get("id").asLong() + 1_000_000_000L);
      pull.put("url", url.replace("/pulls/", "/issues/"));
      pull.set("pull_request", Shapes.object().put("url", url));
      pull.remove(List.of("head", "base", "merged_at", "merge_commit_sha"));
      all.add(pull);
    }
    return all;
  }

  /** The latest first. */
  synchronized List<ObjectNode> commits() {
    List<ObjectNode> latest = new ArrayList<>();
    commits.forEach(commit -> latest.add(0, commit.deepCopy()));
    return latest;
  }

  /** The latest first. */
  synchronized List<ObjectNode> releases() {
    List<ObjectNode> latest = new ArrayList<>();
    releases.values().forEach(release -> latest.add(0, release.deepCopy()));
    return latest;
  }

  private static void touch(ObjectNode object) {
    object.put("updated_at", Shapes.now());
  }

  private static ObjectNode close(ObjectNode object) {
    touch(object);
    return object.put("state", "closed").put("closed_at", object.get("updated_at").asText());
  }

  private static ObjectNode about(String name, ObjectNode object) {
    return (ObjectNode) Shapes.object().set(name, object.deepCopy());
  }

  void tell(String event, String action, ObjectNode about) {
    about.set("repository", json.deepCopy());
    organization.tell(event, action, about);
  }
}

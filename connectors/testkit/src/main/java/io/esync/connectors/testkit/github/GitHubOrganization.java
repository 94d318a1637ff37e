package io.esync.connectors.testkit.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an organisation has. Each change is told by a webhook, where one is wanted. */
public final class GitHubOrganization {
  private final Shapes shapes;
  private final GitHubWebhook webhook;
  private final ObjectNode json;
  private final Map<String, GitHubRepository> repositories = new LinkedHashMap<>();
  private final Map<String, ObjectNode> users = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> members = new LinkedHashMap<>();
  private final Map<String, ObjectNode> teams = new LinkedHashMap<>();
  private final Map<String, List<String>> teamMembers = new LinkedHashMap<>();

  GitHubOrganization(String login, Shapes shapes, GitHubWebhook webhook) {
    this.shapes = shapes;
    this.webhook = webhook;
    this.json = shapes.organization(login);
  }

  public String login() {
    return json.get("login").asText();
  }

  ObjectNode json() {
    return json;
  }

  Shapes shapes() {
    return shapes;
  }

  /** Whoever has that name, in the organisation or not. */
  ObjectNode user(String login) {
    return users.computeIfAbsent(login, shapes::user);
  }

  /** The repository of that name, made where there is none. */
  public synchronized GitHubRepository repository(String name) {
    GitHubRepository known = repositories.get(name);
    if (known != null) {
      return known;
    }
    GitHubRepository made = new GitHubRepository(this, shapes.repository(json.deepCopy(), name));
    repositories.put(name, made);
    made.tell("repository", "created", Shapes.object());
    return made;
  }

  public synchronized void deleteRepository(String name) {
    repositories.remove(name).tell("repository", "deleted", Shapes.object());
  }

  public synchronized void renameRepository(String name, String newName) {
    GitHubRepository repository = repositories.remove(name);
    repositories.put(newName, repository);
    repository.rename(login() + "/" + newName, newName);
  }

  synchronized GitHubRepository found(String name) {
    return repositories.get(name);
  }

  public synchronized void addMember(String login) {
    members.put(login, user(login));
    tellOfMember("member_added", login);
  }

  public synchronized void removeMember(String login) {
    members.remove(login);
    tellOfMember("member_removed", login);
  }

  private void tellOfMember(String action, String login) {
    ObjectNode membership = Shapes.object().put("state", "active").put("role", "member");
    membership.set("user", user(login));
    tell("organization", action, (ObjectNode) Shapes.object().set("membership", membership));
  }

  /** Makes a team, and returns the slug that names it. */
  public synchronized String addTeam(String name) {
    ObjectNode team = shapes.team(login(), name);
    String slug = team.get("slug").asText();
    teams.put(slug, team);
    teamMembers.put(slug, new ArrayList<>());
    tell("team", "created", (ObjectNode) Shapes.object().set("team", team));
    return slug;
  }

  public synchronized void describeTeam(String slug, String description) {
    ObjectNode team = teams.get(slug).put("description", description);
    tell("team", "edited", (ObjectNode) Shapes.object().set("team", team));
  }

  public synchronized void deleteTeam(String slug) {
    ObjectNode team = teams.remove(slug);
    teamMembers.remove(slug);
    tell("team", "deleted", (ObjectNode) Shapes.object().set("team", team));
  }

  public synchronized void addToTeam(String slug, String login) {
    teamMembers.get(slug).add(login);
  }

  public synchronized void removeFromTeam(String slug, String login) {
    teamMembers.get(slug).remove(login);
  }

  /** The latest first. */
  synchronized List<ObjectNode> repositories() {
    List<ObjectNode> all = new ArrayList<>();
    repositories.values().forEach(repository -> all.add(0, repository.json()));
    return all;
  }

  synchronized List<ObjectNode> members() {
    return List.copyOf(members.values());
  }

  synchronized List<ObjectNode> teams() {
    return List.copyOf(teams.values());
  }

  /** Null where there is no such team. */
  synchronized List<ObjectNode> teamMembers(String slug) {
    List<String> logins = teamMembers.get(slug);
    return logins == null ? null : logins.stream().map(this::user).toList();
  }

  /** Delivers an event with what it is about. */
  void tell(String event, String action, ObjectNode about) {
    ObjectNode payload = Shapes.object();
    if (action != null) {
      payload.put("action", action);
    }
    payload.setAll(about);
    payload.set("organization", json);
    payload.set("sender", user("octocat"));
    webhook.deliver(event, payload.toString());
  }
}

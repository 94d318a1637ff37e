package io.esync.connectors.testkit.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The REST API of GitHub over one organisation.
 *
 * <pre>{@code
 * try (GitHubServer github = GitHubServer.start("acme", "token")) {
 *   GitHubRepository site = github.organization().repository("site");
 *   int number = site.openIssue("It is too slow");
 *   github.webhook().to("http://localhost:8085/github", "secret");
 *   site.closeIssue(number);
 * }
 * }</pre>
 */
public final class GitHubServer implements AutoCloseable {
  private static final int NO_SUCH_TOKEN = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final HttpServer server = HttpServer.start();
  private final GitHubWebhook webhook = new GitHubWebhook();
  private final RequestLimit limit = new RequestLimit();
  private final AtomicInteger secondaryLimits = new AtomicInteger();
  private final Set<String> withheld = ConcurrentHashMap.newKeySet();
  private final GitHubOrganization organization;
  private final String base;
  private final String token;

  private volatile boolean namesPause = true;

  private GitHubServer(String organization, String token, String base) {
    this.token = token;
    this.base = base;
    this.organization = new GitHubOrganization(organization, new Shapes(url()), webhook);
    server.serve(base.isEmpty() ? "/" : base, this::answer);
  }

  /** A server of that organisation, which takes that token. */
  public static GitHubServer start(String organization, String token) {
    return new GitHubServer(organization, token, "");
  }

  /** The same below {@code /api/v3}, as GitHub Enterprise Server has it. */
  public static GitHubServer startEnterprise(String organization, String token) {
    return new GitHubServer(organization, token, "/api/v3");
  }

  /** The address of the API, without a slash at the end. */
  public String url() {
    return server.url() + base;
  }

  public GitHubOrganization organization() {
    return organization;
  }

  public GitHubWebhook webhook() {
    return webhook;
  }

  /** The server below, for faults, and for what was asked of it. */
  public HttpServer http() {
    return server;
  }

  /** Takes so many requests in a time of at least a second. Answers 304 do not count. */
  public void limit(int requests, Duration window) {
    limit.set(requests, window);
  }

  /** Requests of the time that is running that counted. */
  public int counted() {
    return limit.used();
  }

  /**
   * Refuses the next requests for coming too fast.
   *
   * @param named whether the answer says for how long
   */
  public void slowDown(int requests, boolean named) {
    namesPause = named;
    secondaryLimits.set(requests);
  }

  /** The token has no right to what lies below this path, such as {@code /orgs/acme/teams}. */
  public void withhold(String path) {
    withheld.add(path);
  }

  private Reply answer(Received request) {
    String path = request.path().substring(base.length());
    if (secondaryLimits.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      Reply reply = message(FORBIDDEN, "You have exceeded a secondary rate limit. Please wait.");
      return namesPause ? reply.with("Retry-After", "1") : reply;
    }
    if (limit.isExhausted()) {
      return limit.on(message(FORBIDDEN, "API rate limit exceeded for user ID 1."));
    }
    Reply reply =
        isProved(request) ? found(request, path) : message(NO_SUCH_TOKEN, "Bad credentials");
    if (reply.status() == 200) {
      reply = conditional(request, reply);
    }
    if (reply.status() != 304) {
      limit.use();
    }
    return limit
        .on(reply)
        .with("X-GitHub-Media-Type", "github.v3; format=json")
        .with("X-GitHub-Request-Id", "C0DE:" + Integer.toHexString(request.hashCode()));
  }

  private boolean isProved(Received request) {
    String proof = String.valueOf(request.header("Authorization"));
    return proof.equals("Bearer " + token) || proof.equals("token " + token);
  }

  private static Reply conditional(Received request, Reply reply) {
    String content = reply.body() + reply.headers().get("Link");
    String tag = "W/\"" + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)) + "\"";
    return tag.equals(request.header("If-None-Match"))
        ? Reply.of(304, "").with("ETag", tag)
        : reply.with("ETag", tag).with("Cache-Control", "private, max-age=60, s-maxage=60");
  }

  private Reply found(Received request, String path) {
    if (withheld.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"))) {
      return message(FORBIDDEN, "Resource not accessible by personal access token");
    }
    if (!request.method().equals("GET")) {
      return message(NOT_FOUND, "Not Found");
    }
    Listing listing = new Listing(request, server.url() + request.path());
    List<String> parts = List.of(path.substring(1).split("/", -1));
    if (parts.size() < 2 || !parts.get(1).equals(organization.login())) {
      return notFound();
    }
    return switch (parts.get(0)) {
      case "orgs" -> ofOrganization(listing, parts.subList(2, parts.size()));
      case "repos" -> ofRepository(listing, parts.subList(2, parts.size()));
      default -> notFound();
    };
  }

  private Reply ofOrganization(Listing listing, List<String> parts) {
    return switch (String.join("/", parts).replaceFirst("/.*/", "/*/")) {
      case "" -> Reply.json(organization.json().toString());
      case "repos" -> listing.page(organization.repositories());
      case "members" -> listing.page(organization.members());
      case "teams" -> listing.page(organization.teams());
      case "teams/*/members" -> {
        List<ObjectNode> members = organization.teamMembers(parts.get(1));
        yield members == null ? notFound() : listing.page(members);
      }
      default -> notFound();
    };
  }

  private Reply ofRepository(Listing listing, List<String> parts) {
    GitHubRepository repository = parts.isEmpty() ? null : organization.found(parts.get(0));
    if (repository == null) {
      return notFound();
    }
    return switch (parts.size() == 2 ? parts.get(1) : "") {
      case "issues" -> listing.stated(repository.listedIssues());
      case "pulls" -> listing.stated(repository.pullRequests().values().stream().toList());
      case "commits" -> {
        List<ObjectNode> commits = repository.commits();
        yield commits.isEmpty()
            ? message(CONFLICT, "Git Repository is empty.")
            : listing.committed(commits);
      }
      case "releases" -> listing.page(repository.releases());
      case "" -> parts.size() == 1 ? Reply.json(repository.json().toString()) : notFound();
      default -> notFound();
    };
  }

  private static Reply notFound() {
    return message(NOT_FOUND, "Not Found");
  }

  private static Reply message(int status, String message) {
    ObjectNode body =
        Shapes.object()
            .put("message", message)
            .put("documentation_url", "https://docs.github.com/rest")
            .put("status", String.valueOf(status));
    return Reply.of(status, body.toString())
        .with("Content-Type", "application/json; charset=utf-8");
  }

  @Override
  public void close() {
    webhook.close();
    server.close();
  }
}

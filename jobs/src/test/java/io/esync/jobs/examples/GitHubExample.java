package io.esync.jobs.examples;

import static org.awaitility.Awaitility.await;

import io.esync.connectors.testkit.PostgresServer;
import io.esync.connectors.testkit.ServerPort;
import io.esync.connectors.testkit.github.GitHubRepository;
import io.esync.connectors.testkit.github.GitHubServer;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Reply;
import io.esync.connectors.testkit.http.RestCollection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code github.yaml}: issues of a repository, whose numbers are the ids, in a database and in
 * another tool. Of the fourth issue no webhook tells.
 */
final class GitHubExample implements Example {
  private static final String TOKEN = "ghp_geheim";
  private static final String SECRET = "hook-geheim";
  private static final long UNTOLD = 4;

  private final PostgresServer postgres;
  private final GitHubServer github = GitHubServer.start("acme", TOKEN);
  private final GitHubRepository site = github.organization().repository("site");
  private final HttpServer board = HttpServer.start();
  private final RestCollection tickets = new RestCollection("/v1/tickets", "id");
  private final int port = ServerPort.free();

  GitHubExample(ExampleServers servers) {
    postgres = servers.postgres();
    postgres.createDatabase("warehouse");
    board.serve("/v1", request -> Reply.json("{}"));
    board.serve("/v1/tickets", tickets);
    github.organization().addMember("ada");
    github.organization().addToTeam(github.organization().addTeam("Core"), "ada");
    site.commit("Begin");
    site.release("v1", "One");
    github.webhook().to("http://localhost:" + port + "/github", SECRET);
  }

  @Override
  public String file() {
    return "github.yaml";
  }

  @Override
  public Map<String, String> replaced() {
    return Map.of(
        "organization: acme",
        "organization: acme\n        base_url: " + github.url(),
        "https://board.example.com",
        board.url(),
        "{cron: \"0 3 * * *\"}",
        "{every: 100ms}",
        "{every: 5min}",
        "{every: 100ms}",
        "port: 8085",
        "port: " + port);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "GITHUB_TOKEN",
        TOKEN,
        "WEBHOOK_SECRET",
        SECRET,
        "WAREHOUSE_HOST",
        postgres.host(),
        "WAREHOUSE_PORT",
        String.valueOf(postgres.port()),
        "WAREHOUSE_PASSWORD",
        ExampleServers.PASSWORD,
        "BOARD_TOKEN",
        "geheim");
  }

  /** The API answers no request, as if GitHub were down but for its webhooks. */
  void stopAnswering() {
    github.http().failAlways(request -> true, Fault.status(503));
  }

  void answerAgain() {
    github.http().behave();
  }

  /** Whether all is told that was not lost. */
  boolean isAllTold() {
    return github.webhook().waiting() == 0;
  }

  @Override
  public void put(long id, String name) {
    int number = (int) id;
    if (site.issues().containsKey(number)) {
      awaitNextSecond(Instant.parse(site.issues().get(number).get("updated_at").asText()));
      site.editIssue(number, name);
      return;
    }
    if (id == UNTOLD) {
      github.webhook().lose(1);
    }
    int opened = site.openIssue(name);
    if (opened != number) {
      throw new IllegalStateException("issue " + opened + " was opened for " + number);
    }
  }

  /** Of two changes within a second the API's word counts, which may be the first of them. */
  private static void awaitNextSecond(Instant second) {
    await().until(() -> !Instant.now().isBefore(second.plusSeconds(1)));
  }

  @Override
  public void delete(long id) {
    site.deleteIssue((int) id);
  }

  @Override
  public Map<Long, String> source() {
    Map<Long, String> titles = new HashMap<>();
    site.issues()
        .forEach((number, issue) -> titles.put((long) number, issue.get("title").asText()));
    return titles;
  }

  /** What the database has, unless the other tool has something else. */
  @Override
  public Map<Long, String> target() throws SQLException {
    Map<Long, String> rows = Rows.ofTable(postgres, "warehouse", "issues", "number, title");
    Map<Long, String> names = tickets();
    return rows.equals(names) ? rows : Map.of(0L, rows + " are " + names + " as tickets");
  }

  private Map<Long, String> tickets() {
    Map<Long, String> names = new HashMap<>();
    for (var ticket : tickets.content().values()) {
      String origin = ticket.get("origin").asText();
      long number = Long.parseLong(origin.substring(origin.indexOf('#') + 1));
      names.put(number, ticket.get("name").asText());
    }
    return names;
  }

  /** How many rows each of the tables has that polling alone fills. */
  Map<String, Long> others() throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    for (String table :
        new String[] {"repositories", "commits", "releases", "teams", "team_members", "members"}) {
      String numbered = "row_number() OVER (), ''";
      rows.put(table, (long) Rows.ofTable(postgres, "warehouse", table, numbered).size());
    }
    return rows;
  }

  @Override
  public void close() {
    github.close();
    board.close();
    postgres.execute("postgres", "DROP DATABASE warehouse WITH (FORCE)");
  }
}

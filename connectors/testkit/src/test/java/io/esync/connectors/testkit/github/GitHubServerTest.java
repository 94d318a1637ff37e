package io.esync.connectors.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.http.Fault;
import io.esync.connectors.testkit.http.HttpServer;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class GitHubServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubServer github = GitHubServer.start("acme", "token");
  private final GitHubRepository site = github.organization().repository("site");
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    github.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(github.url() + path))
            .header("Authorization", "Bearer token");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static List<String> texts(HttpResponse<String> answer, String member) throws Exception {
    List<String> texts = new ArrayList<>();
    for (JsonNode object : JSON.readTree(answer.body())) {
      texts.add(object.get(member).asText());
    }
    return texts;
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  @Test
  void what_is_listed_follows_the_parameters() throws Exception {
    site.openIssue("one");
    site.openPullRequest("two");
    site.closeIssue(site.openIssue("three"));
    String issues = "/repos/acme/site/issues";

    assertThat(texts(get(issues), "title")).containsExactly("two", "one");
    assertThat(texts(get(issues + "?state=all&sort=updated&direction=asc"), "title"))
        .containsExactly("one", "two", "three");
    assertThat(texts(get(issues + "?state=all&since=2999-01-01T00:00:00Z"), "title")).isEmpty();
    assertThat(texts(get("/repos/acme/site/pulls"), "title")).containsExactly("two");
    assertThat(get("/repos/acme/site/commits").statusCode()).isEqualTo(409);
    assertThat(get("/repos/acme/other/issues").statusCode()).isEqualTo(404);
  }

  @Test
  void pages_link_to_each_other() throws Exception {
    for (int i = 0; i < 5; i++) {
      site.release("v" + i, "Release " + i);
    }
    HttpResponse<String> first = get("/repos/acme/site/releases?per_page=2");

    assertThat(texts(first, "name")).containsExactly("Release 4", "Release 3");
    assertThat(header(first, "Link"))
        .contains("<" + github.url() + "/repos/acme/site/releases?per_page=2&page=2>; rel=\"next\"")
        .contains("page=3>; rel=\"last\"");
    HttpResponse<String> last = get("/repos/acme/site/releases?per_page=2&page=3");
    assertThat(texts(last, "name")).containsExactly("Release 0");
    assertThat(header(last, "Link")).doesNotContain("next");
  }

  @Test
  void what_has_not_changed_is_free() throws Exception {
    github.organization().addMember("ada");
    String tag = header(get("/orgs/acme/members"), "ETag");

    HttpResponse<String> unchanged = get("/orgs/acme/members", "If-None-Match", tag);
    github.organization().addMember("grace");
    HttpResponse<String> changed = get("/orgs/acme/members", "If-None-Match", tag);

    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(header(unchanged, "X-RateLimit-Used")).isEqualTo("1");
    assertThat(texts(changed, "login")).containsExactly("ada", "grace");
  }

  @Test
  void limits_and_rights_are_kept_to() throws Exception {
    github.limit(2, Duration.ofHours(1));
    assertThat(header(get("/orgs/acme"), "X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(get("/orgs/acme", "Authorization", "Bearer other").statusCode()).isEqualTo(401);

    HttpResponse<String> refused = get("/orgs/acme");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");

    github.limit(5000, Duration.ofHours(1));
    github.slowDown(1, true);
    assertThat(header(get("/orgs/acme"), "Retry-After")).isEqualTo("1");
    github.withhold("/orgs/acme/teams");
    assertThat(get("/orgs/acme/teams").statusCode()).isEqualTo(403);
    assertThat(get("/orgs/acme").statusCode()).isEqualTo(200);
  }

  @Test
  void each_change_is_told_signed_until_it_is_taken_but_for_what_is_lost() throws Exception {
    try (HttpServer receiver = HttpServer.start()) {
      receiver.serve("/hook", request -> Reply.of(200, ""));
      receiver.fail(Fault.status(503));
      github.webhook().to(receiver.url() + "/hook", "secret");

      int number = site.openIssue("one");
      github.webhook().lose(1);
      site.editIssue(number, "two");
      site.closeIssue(number);
      await().until(() -> github.webhook().delivered() == 2);

      List<Received> told = receiver.requests();
      assertThat(told).hasSize(3);
      assertThat(told.get(0).body()).isEqualTo(told.get(1).body());
      assertThat(told.get(0).header("X-GitHub-Delivery"))
          .isEqualTo(told.get(1).header("X-GitHub-Delivery"));
      assertThat(told).allMatch(each -> each.header("X-GitHub-Event").equals("issues"));
      assertThat(told).allMatch(each -> each.header("X-Hub-Signature-256").equals(signature(each)));
      JsonNode last = JSON.readTree(told.get(2).body());
      assertThat(last.get("action").asText()).isEqualTo("closed");
      assertThat(last.at("/issue/title").asText()).isEqualTo("two");
      assertThat(last.at("/repository/full_name").asText()).isEqualTo("acme/site");
      assertThat(github.webhook().lost()).singleElement().asString().contains("\"edited\"");
    }
  }

  private static String signature(Received delivery) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(delivery.body().getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

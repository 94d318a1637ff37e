package io.esync.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.testkit.github.GitHubOrganization;
import io.esync.connectors.testkit.github.GitHubRepository;
import io.esync.connectors.testkit.github.GitHubServer;
import io.esync.connectors.testkit.http.Fault;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class GitHubSourceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private TestGitHub github = new TestGitHub();

  @AfterEach
  void stop() {
    github.close();
  }

  private GitHubOrganization organization() {
    return github.server.organization();
  }

  @Test
  void issues_are_read_without_the_pull_requests_that_are_listed_with_them() throws Exception {
    int slow = github.site.openIssue("Slow");
    github.site.openPullRequest("Make it fast");
    github.site.labelIssue(slow, "bug");
    PolledGitHub source = github.source("issues");

    assertThat(source.news()).containsExactly("Slow open");
    Row row = source.last();
    assertThat(row.get("repository")).isEqualTo("acme/site");
    assertThat(row.get("number")).isEqualTo(1L);
    assertThat(row.get("author")).isEqualTo("octocat");
    assertThat(row.get("milestone")).isNull();
    assertThat(row.get("labels").toString()).contains("\"name\":\"bug\"");
    assertThat(row.get("updated_at")).isInstanceOf(Instant.class);

    github.site.closeIssue(slow);
    assertThat(source.news()).containsExactly("Slow closed");
  }

  @Test
  void pull_requests_alone_move_what_issues_are_asked_from() throws Exception {
    github.site.openPullRequest("Make it fast");
    PolledGitHub source = github.source("issues");
    assertThat(source.news()).isEmpty();
    github.asked();

    source.news();

    assertThat(github.since()).isNotEmpty();
  }

  @Test
  void a_second_poll_asks_for_changes_alone_and_costs_nothing_where_there_are_none()
      throws Exception {
    for (int i = 1; i <= 250; i++) {
      github.site.openIssue("Issue " + i);
    }
    PolledGitHub source = github.source("issues");
    assertThat(source.news()).hasSize(250);
    assertThat(github.asked())
        .containsExactly(
            "/orgs/acme/repos", "site/issues", "site/issues page 2", "site/issues page 3");

    source.news();
    int counted = github.server.counted();
    github.asked();
    assertThat(source.news()).isEmpty();
    assertThat(github.asked()).allMatch(asked -> asked.contains("if changed"));
    assertThat(github.server.counted()).as("304 is free").isEqualTo(counted);
  }

  @Test
  void a_pull_request_that_changes_in_the_same_second_as_hundreds_is_seen() throws Exception {
    for (int i = 1; i <= 250; i++) {
      github.site.openPullRequest("Pull " + i);
    }
    PolledGitHub source = github.source("pull_requests");
    assertThat(source.news()).hasSize(250).startsWith("Pull 250 open");
    github.site.mergePullRequest(7);

    assertThat(source.news()).containsExactly("Pull 7 closed");
    assertThat(source.last().get("merged_at")).isInstanceOf(Instant.class);
    assertThat(source.last().get("head_ref")).isEqualTo("change-7");
  }

  @Test
  void pull_requests_stop_at_the_first_page_with_what_was_read_before() throws Exception {
    for (int i = 1; i <= 250; i++) {
      github.site.openPullRequest("Pull " + i);
      github.site.backdatePullRequest(
          i, Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * i));
    }
    PolledGitHub source = github.source("pull_requests");
    source.news();
    github.asked();

    github.site.editPullRequest(7, "Pull seven");

    assertThat(source.news()).containsExactly("Pull seven open");
    assertThat(github.asked())
        .containsExactly("/orgs/acme/repos if changed", "site/pulls if changed");
  }

  @Test
  void commits_are_read_once_those_of_an_empty_repository_when_there_are_some() throws Exception {
    PolledGitHub source = github.source("commits");
    assertThat(source.news()).isEmpty();

    String first = github.site.commit("Begin");
    assertThat(source.news()).containsExactly("Begin");
    assertThat(source.last().get("sha")).isEqualTo(first);
    assertThat(source.last().get("author_email")).isEqualTo("octocat@example.org");

    github.site.commit("Go on");
    assertThat(source.news()).containsExactly("Go on");
    assertThat(source.news()).isEmpty();
  }

  @Test
  void a_commit_that_is_older_than_the_latest_is_found_when_it_is_merged() throws Exception {
    github.site.commit("Latest");
    PolledGitHub source = github.source("commits");
    source.news();

    github.site.commit("Older", Instant.now().minus(Duration.ofDays(7)));

    assertThat(source.news()).containsExactly("Older");
  }

  @Test
  void releases_are_compared_as_a_whole() throws Exception {
    long one = github.site.release("v1", "One");
    long two = github.site.release("v2", "Two");
    PolledGitHub source = github.source("releases");
    assertThat(source.news()).containsExactlyInAnyOrder("One", "Two");

    github.site.renameRelease(one, "First");
    github.site.deleteRelease(two);

    assertThat(source.news()).containsExactly("First", "delete");
    assertThat(deletedId(source)).isEqualTo(two);
    assertThat(source.news()).isEmpty();
  }

  private static Object deletedId(PolledGitHub source) {
    SourceChange last = (SourceChange) source.records.get(source.records.size() - 1);
    return last.before().get("id");
  }

  @Test
  void teams_and_members_come_and_go() throws Exception {
    organization().addMember("ada");
    organization().addMember("grace");
    String core = organization().addTeam("Core Team");
    organization().addToTeam(core, "ada");
    PolledGitHub members = github.source("members");
    PolledGitHub teams = github.source("teams");
    PolledGitHub inTeams = github.source("team_members");
    assertThat(members.news()).containsExactly("ada", "grace");
    assertThat(teams.news()).containsExactly("Core Team");
    assertThat(inTeams.news()).containsExactly("ada");
    assertThat(inTeams.last().get("team")).isEqualTo("core-team");
    assertThat(inTeams.last().get("team_id")).isEqualTo(teams.last().get("id"));

    organization().removeMember("ada");
    organization().describeTeam(core, "Those who know");
    organization().removeFromTeam(core, "ada");
    organization().addToTeam(core, "grace");

    assertThat(members.news()).containsExactly("delete");
    assertThat(teams.news()).containsExactly("Core Team");
    assertThat(inTeams.news()).containsExactlyInAnyOrder("grace", "delete");
  }

  @Test
  void repositories_are_read_whatever_is_chosen_of_them() throws Exception {
    organization().repository("shop").describe("Buy here");
    PolledGitHub source = github.repositories("site").source("repositories");

    assertThat(source.news()).containsExactlyInAnyOrder("site", "shop");
    organization().deleteRepository("shop");
    assertThat(source.news()).containsExactly("delete");
  }

  @Test
  void of_the_others_those_that_match_are_read() throws Exception {
    github.site.openIssue("of the site");
    organization().repository("shop-eu").openIssue("of the shop");
    organization().repository("secret").openIssue("of nobody");

    assertThat(github.repositories("shop-*", "sit?").source("issues").news())
        .containsExactlyInAnyOrder("of the site open", "of the shop open");
  }

  @Test
  void a_repository_that_is_made_or_renamed_is_followed() throws Exception {
    github.site.openIssue("Old");
    PolledGitHub source = github.source("issues");
    source.news();

    organization().repository("shop").openIssue("New");
    assertThat(source.news()).containsExactly("New open");
    organization().renameRepository("site", "website");
    github.site.openIssue("Newer");
    assertThat(source.news()).contains("Newer open");
    assertThat(source.last().get("repository")).isEqualTo("acme/website");
  }

  @Test
  void what_a_repository_had_is_deleted_when_two_rounds_found_it_gone() throws Exception {
    GitHubRepository shop = organization().repository("shop");
    shop.release("v1", "One");
    shop.release("v2", "Two");
    github.site.release("v1", "Site");
    PolledGitHub source = github.source("releases");
    assertThat(source.news()).hasSize(3);

    organization().deleteRepository("shop");

    assertThat(source.news()).isEmpty();
    source.restart();
    assertThat(source.news()).isEmpty();
    assertThat(source.news()).containsExactly("delete", "delete");
    assertThat(source.news()).isEmpty();
    assertThat(source.parts()).isEqualTo(1);
  }

  @Test
  void issues_that_are_gone_are_found_when_they_are_due() throws Exception {
    github.site.openIssue("Stays");
    int gone = github.site.openIssue("Goes");
    PolledGitHub source = github.deletes(HOUR).source("issues");
    source.news();
    github.site.deleteIssue(gone);
    assertThat(source.news()).isEmpty();

    source.putClockForward(HOUR);

    assertThat(source.news()).containsExactly("delete");
  }

  @Test
  void a_restarted_job_asks_whether_anything_has_changed() throws Exception {
    github.site.openIssue("One");
    github.site.release("v1", "One");
    for (String stream : new String[] {"issues", "releases"}) {
      PolledGitHub source = github.source(stream);
      source.news();
      source.news();
      source.restart(new GitHubStreams(github.config(), TestGitHub.context(stream)));
      github.asked();

      assertThat(source.news()).isEmpty();
      assertThat(github.asked())
          .containsExactly("/orgs/acme/repos", "site/" + stream + " if changed");
    }
  }

  @Test
  void reading_goes_on_in_the_middle_of_a_repository() throws Exception {
    for (int i = 1; i <= 250; i++) {
      github.site.openIssue("Issue " + i);
    }
    PolledGitHub source = github.source("issues");
    assertThat(source.poll()).hasSize(100);
    github.asked();

    source.restart();

    assertThat(source.news()).hasSize(150);
    assertThat(github.asked()).contains("site/issues page 2").doesNotContain("site/issues");
  }

  @Test
  void an_enterprise_server_is_asked_below_its_path() throws Exception {
    github.close();
    github =
        new TestGitHub(GitHubServer.startEnterprise(TestGitHub.ORGANIZATION, TestGitHub.TOKEN));
    for (int i = 1; i <= 150; i++) {
      github.site.openIssue("Issue " + i);
    }

    assertThat(github.source("issues").news()).hasSize(150);
    assertThat(github.server.http().requests())
        .allMatch(request -> request.path().startsWith("/api/v3/"));
  }

  @Test
  void requests_say_what_they_expect() throws Exception {
    github.source("members").news();

    assertThat(github.server.http().requests())
        .allSatisfy(
            request -> {
              assertThat(request.header("Accept")).isEqualTo("application/vnd.github+json");
              assertThat(request.header("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
              assertThat(request.header("User-Agent")).isEqualTo("ESync");
              assertThat(request.header("Authorization")).isEqualTo("Bearer " + TestGitHub.TOKEN);
            });
  }

  @Test
  void a_repository_without_issues_is_left_out_and_a_right_that_is_missing_is_told() {
    github.site.openIssue("One");
    PolledGitHub source = github.source("issues");
    github.server.http().failOnce(asked -> asked.path().endsWith("/issues"), Fault.status(410));
    assertThatNoNews(source);

    github.server.withhold("/repos/acme/site/issues");

    assertThatThrownBy(source::news)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not accessible")
        .hasMessageContaining("give the token the right");
  }

  private static void assertThatNoNews(PolledGitHub source) {
    try {
      assertThat(source.news()).isEmpty();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

package io.esync.connectors.github;

import io.esync.connectors.github.Scope.Part;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.collection.RefusedException;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks for the organisation, and for what each stream would be read of first. */
final class GitHubCheck {
  private final GitHubConfig config;
  private final SourceContext context;
  private final ApiClient client;
  private final List<CheckFailure> failures = new ArrayList<>();

  private GitHubCheck(GitHubConfig config, SourceContext context) {
    this.config = config;
    this.context = context;
    this.client = GitHubStreams.client(config, InstantSource.system());
  }

  static List<CheckFailure> run(GitHubConfig config, SourceContext context) {
    GitHubCheck check = new GitHubCheck(config, context);
    check.run();
    return check.failures;
  }

  private void run() {
    unknownStreams();
    GitHubStreams.read(context).forEach(this::untoldKeys);
    if (answers(config.address("/orgs/" + config.organization()))) {
      GitHubStreams.read(context).forEach(this::first);
    }
  }

  /** One request for a stream, of the first part that has some. */
  private void first(GitHubStream stream) {
    try {
      Parts parts = new Parts(config, client, InstantSource.system());
      List<Part> found = parts.of(stream.scope());
      if (!found.isEmpty()) {
        answers(stream.address(config, found.get(0)).with("per_page", "1"));
      } else if (stream.scope() == Scope.REPOSITORY) {
        failures.add(
            new CheckFailure(
                "organisation '%s' has no repository %s that the token may see"
                    .formatted(config.organization(), config.repositories()),
                "correct 'repositories', or give the token access to them"));
      }
    } catch (RefusedException e) {
      failures.add(new CheckFailure(e.getMessage(), remedy(config, e.status())));
    } catch (SourceUnavailableException | IOException e) {
      failures.add(new CheckFailure(e.getMessage(), remedy(config, HttpFailure.NO_ANSWER)));
    }
  }

  private boolean answers(Address address) {
    try {
      Objects.requireNonNull(client.send(HttpCall.get(address)));
      return true;
    } catch (HttpFailure e) {
      boolean isEmpty = e.status() == 409 || e.status() == 410;
      if (!isEmpty) {
        failures.add(new CheckFailure(e.getMessage(), remedy(config, e.status())));
      }
      return isEmpty;
    }
  }

  /** What was refused while it was read, and what to do about it. */
  static String remedied(GitHubConfig config, RefusedException refusal) {
    return refusal.getMessage() + "; " + remedy(config, refusal.status());
  }

  private static String remedy(GitHubConfig config, int status) {
    return switch (status) {
      case HttpFailure.NO_ANSWER -> "correct 'base_url', or see that the server is there";
      case 401 -> "GitHub does not know the token: renew it, and correct 'token'";
      case 403 ->
          "give the token the right to read this: for repositories Metadata, Contents, Issues and"
              + " Pull requests, for teams and members the organisation's Members";
      case 404 ->
          "correct 'organization', which is '%s', or give the token access to it; 'base_url' of an Enterprise Server ends in /api/v3"
              .formatted(config.organization());
      default -> "correct 'base_url'";
    };
  }

  /** A delete tells the key of its row, and no other fields. */
  private void untoldKeys(GitHubStream stream) {
    if (!stream.findsDeletes(config)) {
      return;
    }
    List<String> key = stream.schema().key();
    for (SourceContext.Stream read : context.streams()) {
      if (stream.isMeant(read.name())) {
        read.untold(key::contains)
            .ifPresent(
                missing ->
                    failures.add(
                        new CheckFailure(
                            "stream '%s': a delete is found by %s alone and does not tell %s"
                                .formatted(stream.id(), key, missing),
                            "let the entity do with " + key)));
      }
    }
  }

  private void unknownStreams() {
    for (SourceContext.Stream read : context.streams()) {
      boolean isKnown =
          List.of(GitHubStream.values()).stream().anyMatch(stream -> stream.isMeant(read.name()));
      if (!isKnown) {
        failures.add(
            new CheckFailure(
                "source '" + context.source() + "' has no stream '" + read.name() + "'",
                "Take one of " + GitHubStream.ids() + "."));
      }
    }
  }
}

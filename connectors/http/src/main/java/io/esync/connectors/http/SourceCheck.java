package io.esync.connectors.http;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import io.esync.connectors.spi.http.HttpReply;
import io.esync.connectors.spi.http.JsonPage;
import io.esync.connectors.spi.http.Pages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Asks for the first page of each stream, and finds what would keep the source from being read. */
final class SourceCheck {
  private SourceCheck() {}

  static List<CheckFailure> run(HttpSourceConfig config, SourceContext context) {
    List<CheckFailure> failures = new ArrayList<>(unknownStreams(config, context));
    ApiClient client =
        new ApiClient(config.client(), config.auth(), config.headers(), InstantSource.system());
    for (String name : new TreeSet<>(config.streams().keySet())) {
      failures.addAll(untoldKeys(context, name, config.streams().get(name)));
      Pages pages = new Pages(config.paging(), client::unproved);
      HttpCall call = HttpCall.get(pages.address(config.address(name), null));
      try {
        HttpReply reply = client.send(call);
        new JsonPage(reply.body()).elements(config.streams().get(name).records());
      } catch (HttpFailure e) {
        failures.add(unanswered(e));
      } catch (IllegalArgumentException e) {
        failures.add(
            new CheckFailure(
                "stream '%s': %s is answered with what cannot be taken: %s"
                    .formatted(name, call, e.getMessage()),
                "correct 'path', or 'records', the JSON pointer to the array of records"));
      }
    }
    return failures;
  }

  /** A request that failed, and where to look for the reason. */
  static CheckFailure unanswered(HttpFailure failure) {
    String remedy =
        switch (failure.status()) {
          case HttpFailure.NO_ANSWER -> "correct 'url', or start the server";
          case 401, 403 -> "correct 'auth', or give its user the right to ask for this";
          default -> "correct 'url' and the paths below it";
        };
    return new CheckFailure(failure.getMessage(), remedy);
  }

  /** A delete tells the key of its record, and no other fields. */
  private static List<CheckFailure> untoldKeys(
      SourceContext context, String name, StreamOptions options) {
    if (!options.findsDeletes()) {
      return List.of();
    }
    return context.streams().stream()
        .filter(s -> s.name() == null || s.name().equals(name) || name.matches(s.name()))
        .flatMap(stream -> stream.untold(options.key()::contains).stream())
        .map(
            missing ->
                new CheckFailure(
                    "stream '%s': a delete is found by %s alone and does not tell %s"
                        .formatted(name, options.key(), missing),
                    "name the fields as 'key' of the stream, if they are unique and never null, or"
                        + " let the entity do with "
                        + options.key()))
        .toList();
  }

  private static List<CheckFailure> unknownStreams(HttpSourceConfig config, SourceContext context) {
    Set<String> known = new TreeSet<>(config.streams().keySet());
    return context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(name -> known.stream().noneMatch(one -> one.equals(name) || one.matches(name)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Declare it below 'streams', or take one of " + known + "."))
        .toList();
  }
}

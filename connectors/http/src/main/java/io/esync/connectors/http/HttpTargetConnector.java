package io.esync.connectors.http;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import java.util.ArrayList;
import java.util.List;

/** Sends changes of entities to an API. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(TargetConnector.class)
public final class HttpTargetConnector implements TargetConnector<HttpConfig, HttpRoute> {
  @Override
  public String type() {
    return "http";
  }

  @Override
  public String description() {
    return "APIs of HTTP that take JSON, a change at a time or in batches.";
  }

  @Override
  public String guarantee() {
    return "Every change reaches the API at least once, those of a key in their order. With PUT and"
        + " DELETE, or where the API keeps to the Idempotency-Key, what is sent again changes nothing.";
  }

  @Override
  public String prerequisites() {
    return """
        - PUT, PATCH and DELETE name their object in the path, so that to send them again leaves it as
          it is. POST makes something new each time, unless the API knows the change by the
          `Idempotency-Key`, which stands for entity, key, source and version of the change.
        - POST and PATCH are sent for every change; of changes of a key that wait for the same batch and
          go by PUT and DELETE, only the last is.
        - An entity that several sources make may come by another row with the same version after a
          restart, as its sources are read in another order: an API that leaves out what it knows by its
          Idempotency-Key may then keep an older row. Send such an entity by PUT.
        - What was sent since the last checkpoint is sent again after a failure: until the job has caught
          up, an object may show an earlier state once more.
        - A refusal (4xx) sends the change to the dead-letter queue with the status and the first 500
          characters of the answer; the others go on. A batch that is refused is halved until the
          refused change stands alone: the API must take a batch as a whole or not at all.
        - A field that the row does not carry is `null` in a body, and refuses the change in a path.
        - Redirections are not followed: they would be shown what proves us to this server.
        - TLS trusts whom the Java of the TaskManagers trusts.
        """;
  }

  @Override
  public Class<HttpConfig> configType() {
    return HttpConfig.class;
  }

  @Override
  public Class<HttpRoute> routeType() {
    return HttpRoute.class;
  }

  @Override
  public Target target(HttpConfig config, TargetContext<HttpRoute> context) {
    HttpTarget target = HttpTarget.of(config, context);
    return new WriterTarget(target, target.writeOptions());
  }

  @Override
  public List<CheckFailure> check(HttpConfig config, TargetContext<HttpRoute> context) {
    HttpTarget target = HttpTarget.of(config, context);
    List<CheckFailure> failures = new ArrayList<>();
    target.entities().forEach(entity -> failures.addAll(entity.problems(config.format())));
    String path = config.checkPath() == null ? "" : config.checkPath();
    try {
      target.client().send(HttpCall.get(Address.of(config.url()).below(path)));
    } catch (HttpFailure e) {
      // A path that was not named need not be there to be asked for.
      boolean answered = e.status() != HttpFailure.NO_ANSWER && !e.isPassing();
      if (!answered || config.checkPath() != null || e.status() == 401) {
        failures.add(SourceCheck.unanswered(e));
      }
    }
    return failures;
  }
}

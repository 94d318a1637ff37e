package io.esync.connectors.http;

import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.testkit.contract.SourceContract;
import io.esync.connectors.testkit.contract.SourceSubject;
import io.esync.connectors.testkit.contract.TargetContract;
import io.esync.connectors.testkit.contract.TargetSubject;
import io.esync.connectors.testkit.contract.Unmet;
import io.esync.connectors.testkit.http.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class HttpContractTest {
  private static final String NOBODY_LISTENS = "http://localhost:1/v1";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder().setNumberSlotsPerTaskManager(2).build());

  @TestFactory
  Stream<DynamicTest> the_source_keeps_its_contract() {
    return SourceContract.tests(() -> new Subject(new TestApi().pagesOfTwo().bearer("geheim")));
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> the_source_without_a_cursor_keeps_its_contract() {
    return SourceContract.tests(() -> new Subject(new TestApi().withoutCursor().bearer("geheim")));
  }

  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract() {
    return TargetContract.tests(() -> new ApiSubject(new TestTarget()));
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> the_target_keeps_its_contract_in_batches() {
    return TargetContract.tests(
        () ->
            new ApiSubject(
                new TestTarget()
                    .format(HttpConfig.Format.ARRAY)
                    .route(
                        new HttpRoute(
                            TestTarget.request("PUT", "/customers", null),
                            TestTarget.request("DELETE", "/customers", "{{@row}}"),
                            false))));
  }

  private record ApiSubject(TestTarget target) implements TargetSubject<HttpConfig, HttpRoute> {
    @Override
    public TargetConnector<HttpConfig, HttpRoute> connector() {
      return new HttpTargetConnector();
    }

    @Override
    public HttpConfig config() {
      return target.config();
    }

    @Override
    public HttpRoute route() {
      return target.route();
    }

    @Override
    public Map<Long, String> rows() {
      return target.rows();
    }

    @Override
    public Optional<String> refused() {
      return Optional.of("refused");
    }

    @Override
    public HttpConfig unreachable() {
      return target.config(NOBODY_LISTENS);
    }

    @Override
    public List<Unmet<HttpConfig>> unmet() {
      target.server.failOnce(request -> request.path().equals("/v2"), Fault.status(401));
      return List.of(
          new Unmet<>("no right", config(), List.of("answers 401"), List.of("auth")),
          new Unmet<>("no server", unreachable(), List.of("localhost:1"), List.of("url")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {
      target.close();
    }
  }

  private record Subject(TestApi api) implements SourceSubject<HttpSourceConfig> {
    @Override
    public SourceConnector<HttpSourceConfig> connector() {
      return new HttpSourceConnector();
    }

    @Override
    public SourceContext context() {
      return TestApi.context();
    }

    @Override
    public HttpSourceConfig config() {
      return api.config();
    }

    @Override
    public void put(long id, String name) {
      api.put(id, name);
    }

    @Override
    public void delete(long id) {
      api.customers.delete(String.valueOf(id));
    }

    @Override
    public boolean tellsDeletes() {
      return config().streams().get("customers").findsDeletes();
    }

    /** What lies within the overlap is read again by a job that begins. */
    @Override
    public boolean repeatsAfterSavepoint() {
      return !tellsDeletes();
    }

    @Override
    public Optional<String> poison() {
      api.putBroken(100, "{\"id\": 100, \"name\": \"Methuselah\", \"born\": \"-infinity\"}");
      return Optional.of("Methuselah");
    }

    @Override
    public HttpSourceConfig unreachable() {
      return api.config(NOBODY_LISTENS);
    }

    @Override
    public List<Unmet<HttpSourceConfig>> unmet() {
      api.server.failOnce(request -> request.path().equals("/v1/customers"), Fault.status(401));
      return List.of(
          new Unmet<>("no right", config(), List.of("answers 401"), List.of("auth")),
          new Unmet<>("no server", unreachable(), List.of("localhost:1"), List.of("url")),
          new Unmet<>(
              "no collection",
              api.config(api.server.url() + "/v2"),
              List.of("answers 404"),
              List.of("url")));
    }

    @Override
    public List<String> secrets() {
      return List.of("geheim");
    }

    @Override
    public void close() {
      api.close();
    }
  }
}

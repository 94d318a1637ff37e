package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.TargetConnector.WriterTarget;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.TargetWriterFactory;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.assertj.core.api.Assertions;

/** A target with one route, as a pipeline would configure it; each method changes one thing. */
record TestTarget(
    String url,
    String username,
    String password,
    JdbcConfig.Create create,
    JdbcRoute route,
    List<String> key,
    List<Field> fields,
    List<String> required,
    SchemaEvolution evolution,
    Map<String, String> session) {

  static final String ENTITY = "customer";

  static TestTarget at(String url, String username, String password) {
    return new TestTarget(
        url,
        username,
        password,
        JdbcConfig.Create.IF_MISSING,
        new JdbcRoute(null, null),
        List.of("id"),
        List.of(),
        List.of(),
        SchemaEvolution.EVOLVE,
        Map.of());
  }

  TestTarget url(String value) {
    return new TestTarget(
        value, username, password, create, route, key, fields, required, evolution, session);
  }

  TestTarget as(String user, String secret) {
    return new TestTarget(
        url, user, secret, create, route, key, fields, required, evolution, session);
  }

  TestTarget neverCreate() {
    return new TestTarget(
        url,
        username,
        password,
        JdbcConfig.Create.NEVER,
        route,
        key,
        fields,
        required,
        evolution,
        session);
  }

  TestTarget route(String table, String versionColumn) {
    return new TestTarget(
        url,
        username,
        password,
        create,
        new JdbcRoute(table, versionColumn),
        key,
        fields,
        required,
        evolution,
        session);
  }

  TestTarget table(String table) {
    return route(table, null);
  }

  TestTarget fields(Field... declared) {
    return new TestTarget(
        url,
        username,
        password,
        create,
        route,
        key,
        List.of(declared),
        required,
        evolution,
        session);
  }

  TestTarget key(String... names) {
    return new TestTarget(
        url,
        username,
        password,
        create,
        route,
        List.of(names),
        fields,
        required,
        evolution,
        session);
  }

  TestTarget keyFromRows() {
    return new TestTarget(
        url, username, password, create, route, List.of(), fields, required, evolution, session);
  }

  TestTarget required(String... names) {
    return new TestTarget(
        url, username, password, create, route, key, fields, List.of(names), evolution, session);
  }

  TestTarget evolution(SchemaEvolution value) {
    return new TestTarget(
        url, username, password, create, route, key, fields, required, value, session);
  }

  TestTarget session(String name, String value) {
    return new TestTarget(
        url,
        username,
        password,
        create,
        route,
        key,
        fields,
        required,
        evolution,
        Map.of(name, value));
  }

  TargetWriter open() throws TargetException {
    return travelled(factory()).open();
  }

  TargetWriterFactory factory() {
    return ((WriterTarget) new JdbcTargetConnector().target(config(), context())).factory();
  }

  /** The writer of this number of a target that a source of its pipeline reads. */
  TargetWriter openMarked(int writer) throws TargetException {
    return travelled(
            ((WriterTarget) new JdbcTargetConnector().target(config(), marked())).factory())
        .open(writer);
  }

  List<CheckFailure> checkMarked() {
    return new JdbcTargetConnector().check(config(), marked());
  }

  private TargetContext<JdbcRoute> marked() {
    return new TargetContext<>("pipe", "warehouse", context().routes(), "esync/pipe/warehouse");
  }

  /** The factory as it arrives where it runs. */
  private static TargetWriterFactory travelled(TargetWriterFactory factory) {
    try {
      return InstantiationUtil.clone(factory);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  List<CheckFailure> check() {
    return new JdbcTargetConnector().check(config(), context());
  }

  JdbcConfig config() {
    return new JdbcConfig(
        url,
        username,
        Secret.of(password),
        create,
        1000,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        session,
        JdbcConfig.OriginMarker.AUTO);
  }

  private TargetContext<JdbcRoute> context() {
    Contract contract = new Contract(ENTITY, key, fields, required, evolution);
    return new TargetContext<>("pipe", "warehouse", Map.of(ENTITY, new Route<>(route, contract)));
  }

  /** Opens a writer of {@code target}, and writes one batch. */
  static void write(TestTarget target, ChangeRecord... changes) throws TargetException {
    try (TargetWriter writer = target.open()) {
      writer.write(List.of(changes));
    }
  }

  /** Why that fails. */
  static TargetException failure(TestTarget target, ChangeRecord... changes) {
    return Assertions.catchThrowableOfType(TargetException.class, () -> write(target, changes));
  }

  /** Why {@code writer} does not take a change. */
  static TargetException refusal(TargetWriter writer, ChangeRecord change) {
    return Assertions.catchThrowableOfType(
        TargetException.class, () -> writer.write(List.of(change)));
  }
}

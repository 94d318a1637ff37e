package io.esync.connectors.iceberg;

import static io.esync.connectors.iceberg.Changes.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.iceberg.IcebergConfig.CatalogType;
import io.esync.connectors.iceberg.IcebergConfig.Create;
import io.esync.connectors.iceberg.IcebergConfig.Mode;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetConnector.SinkTarget;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergConnectorTest {
  private static final Field ID = new Field("id", DataType.BIGINT);
  private static final Field NAME = new Field("name", DataType.STRING);

  private final IcebergConnector connector = new IcebergConnector();

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(TargetConnector.class))
        .hasAtLeastOneElementOfType(IcebergConnector.class);
  }

  @Test
  void a_hadoop_catalogue_on_s3_is_refused() {
    assertThatThrownBy(() -> hadoop("s3://lake/warehouse"))
        .hasMessageContaining("loses commits on s3://")
        .hasMessageContaining("'jdbc'");
  }

  @Test
  void a_jdbc_catalogue_without_its_address_is_refused() {
    assertThatThrownBy(() -> config(CatalogType.JDBC, null, "/tmp/lake"))
        .hasMessageContaining("'jdbc' catalogue needs its uri");
  }

  @Test
  void an_unknown_way_to_partition_is_refused_with_those_that_are_known() {
    assertThatThrownBy(() -> new IcebergRoute(null, List.of("week(created_at)")))
        .hasMessageContaining("'week(created_at)'")
        .hasMessageContaining("bucket(n, field)");
  }

  @Test
  void two_entities_do_not_share_a_table() {
    Contract first = contract("a", List.of("id"), ID);
    Contract second = contract("b", List.of("id"), ID);
    IcebergRoute route = new IcebergRoute("people", List.of());
    var context =
        new TargetContext<>(
            "shop",
            "lake",
            Map.of("a", new Route<>(route, first), "b", new Route<>(route, second)));

    assertThatThrownBy(() -> connector.target(hadoop("/tmp/lake"), context))
        .hasMessageContaining("entities 'a' and 'b' share the table 'default.people'");
  }

  @Test
  void a_wrong_password_fails_the_check_without_being_told(@TempDir Path folder) {
    List<CheckFailure> failures =
        connector.check(Lake.config(Mode.UPSERT, "geheim-1"), context("people", List.of()));

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).problem()).contains("jdbc:postgresql", "cannot be used");
    assertThat(failures.toString()).doesNotContain("geheim-1");
    assertThat(Lake.config(Mode.UPSERT, "geheim-1").toString()).doesNotContain("geheim-1");
    assertThat(Lake.config(Mode.UPSERT, "geheim-1").access().toString()).doesNotContain("geheim-1");
  }

  @Test
  void a_warehouse_without_its_plugin_fails_the_check() {
    IcebergConfig config =
        config(CatalogType.JDBC, Lake.config(Mode.UPSERT).uri(), "gs://lake/warehouse");

    assertThat(connector.check(config, context("people", List.of())))
        .extracting(CheckFailure::problem)
        .anyMatch(problem -> problem.contains("no file system for the warehouse gs://"));
  }

  @Test
  void a_table_that_is_to_be_created_passes_the_check() {
    assertThat(connector.check(Lake.config(Mode.UPSERT), context("fresh", List.of(), ID, NAME)))
        .isEmpty();
  }

  @Test
  void partitions_beside_the_key_fail_the_check() {
    assertThat(
            connector.check(Lake.config(Mode.UPSERT), context("astray", List.of("name"), ID, NAME)))
        .singleElement()
        .extracting(CheckFailure::problem)
        .asString()
        .contains("partitioned by 'name'", "not part of the key");
  }

  @Test
  void all_that_does_not_fit_in_a_table_is_told_at_once(@TempDir Path warehouse) {
    IcebergConfig config = hadoop(warehouse.toString());
    Schema schema =
        new Schema(
            NestedField.required(1, "id", Types.LongType.get()),
            NestedField.optional(2, "name", Types.BooleanType.get()),
            NestedField.required(3, "region", Types.StringType.get()));
    try (var catalog = config.access().open()) {
      ((SupportsNamespaces) catalog.catalog()).createNamespace(Namespace.of("default"));
      catalog
          .catalog()
          .buildTable(TableIdentifier.of("default", "people"), schema)
          .withProperty("format-version", "1")
          .create();
    }

    assertThat(connector.check(config, context("people", List.of(), ID, NAME)))
        .extracting(CheckFailure::problem)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("format version is 1"),
            problem -> assertThat(problem).contains("'name' is boolean", "field is string"),
            problem -> assertThat(problem).contains("'region' is required"));
  }

  @Test
  void a_hadoop_catalogue_on_a_disk_gets_the_declared_table(@TempDir Path warehouse)
      throws Exception {
    IcebergConfig config = hadoop(warehouse.toString());
    SinkTarget<?> target =
        (SinkTarget<?>)
            connector.target(config, context("people", List.of("bucket(4, id)"), ID, NAME));

    target.encoder().encode(Changes.upsert("people", PEOPLE, 1L, "Ada"));

    Table table = Lake.table(config, "people");
    assertThat(table.schema().identifierFieldNames()).containsExactly("id");
    assertThat(table.schema().findField("id").isRequired()).isTrue();
    assertThat(table.schema().findField("name").isOptional()).isTrue();
    assertThat(table.spec().fields()).extracting("name").containsExactly("id_bucket");
  }

  @Test
  void a_type_that_got_wider_widens_its_column(@TempDir Path warehouse) throws Exception {
    IcebergConfig config = hadoop(warehouse.toString());
    Field narrow = new Field("id", DataType.INT);
    TargetContext<IcebergRoute> before = context("people", List.of(), narrow, NAME);
    TargetContext<IcebergRoute> after = context("people", List.of(), ID, NAME);
    var person = Changes.upsert("people", PEOPLE, 1L, "Ada");
    ((SinkTarget<?>) connector.target(config, before)).encoder().encode(person);
    assertThat(connector.check(config, after)).isEmpty();

    ((SinkTarget<?>) connector.target(config, after)).encoder().encode(person);

    assertThat(Lake.table(config, "people").schema().findField("id").type())
        .isEqualTo(Types.LongType.get());
  }

  private static Contract contract(String entity, List<String> key, Field... fields) {
    return new Contract(entity, key, List.of(fields), List.of(), SchemaEvolution.EVOLVE);
  }

  private static TargetContext<IcebergRoute> context(
      String entity, List<String> partitionBy, Field... fields) {
    return Lake.context(entity, SchemaEvolution.EVOLVE, partitionBy, fields);
  }

  private static IcebergConfig hadoop(String warehouse) {
    return config(CatalogType.HADOOP, null, warehouse);
  }

  private static IcebergConfig config(CatalogType catalog, String uri, String warehouse) {
    IcebergConfig jdbc = Lake.config(Mode.UPSERT);
    return new IcebergConfig(
        catalog,
        uri,
        warehouse,
        jdbc.username(),
        jdbc.password(),
        null,
        "default",
        Mode.UPSERT,
        Create.IF_MISSING,
        Duration.ofSeconds(5),
        Map.of(),
        Map.of());
  }
}

package io.esync.connectors.iceberg;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.operators.model.Field;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SchemaEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types.NestedField;

/** A table as it is, created where it was missing, with the columns that rows ask for. */
final class TargetTable {
  // Several writers may see a new column at the same time: one adds it, the others look again.
  private static final RetryPolicy<Object> AFTER_ANOTHER =
      RetryPolicy.builder()
          .handle(CommitFailedException.class)
          .withBackoff(Duration.ofMillis(50), Duration.ofSeconds(2))
          .withJitter(0.5)
          .withMaxRetries(20)
          .build();

  private final TableRoute route;
  private final Table table;

  private TargetTable(TableRoute route, Table table) {
    this.route = route;
    this.table = table;
  }

  /** The table of {@code route}, if there is one. */
  static Optional<Table> load(Catalog catalog, TableRoute route) {
    try {
      return Optional.of(catalog.loadTable(route.identifier()));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /**
   * The table of {@code route}, created for rows of {@code row} where it is missing and no fields
   * are declared.
   *
   * @throws TargetException fatal if it is missing and must not be created, or does not fit
   */
  static TargetTable open(Catalog catalog, TableRoute route, RowSchema row) throws TargetException {
    List<String> key = route.keyOf(row);
    Table table = load(catalog, route).orElse(null);
    if (table == null) {
      table = create(catalog, route, route.fields().isEmpty() ? row.fields() : route.fields(), key);
    }
    List<CheckFailure> failures = TableFit.problems(route, table, route.fields(), key);
    if (route.upserts() && key.isEmpty()) {
      throw fatal(
          "table '" + route.table() + "': the entity has no key; declare 'key' in it", null);
    }
    if (!failures.isEmpty()) {
      throw fatal(
          failures.stream()
              .map(failure -> failure.problem() + "; " + failure.remedy())
              .collect(Collectors.joining("\n")),
          null);
    }
    return new TargetTable(route, table);
  }

  private static Table create(
      Catalog catalog, TableRoute route, List<Field> fields, List<String> key)
      throws TargetException {
    if (!route.create()) {
      throw fatal(
          "there is no table '" + route.table() + "'; create it, or set create: if-missing", null);
    }
    try {
      createNamespace(catalog, route);
      TableDefinition definition = TableDefinition.of(route, fields, key);
      return catalog
          .buildTable(route.identifier(), definition.schema())
          .withPartitionSpec(definition.spec())
          .withProperties(definition.properties())
          .create();
    } catch (AlreadyExistsException e) {
      return catalog.loadTable(route.identifier());
    } catch (IllegalArgumentException e) {
      throw fatal("table '" + route.table() + "' cannot be created: " + e.getMessage(), e);
    }
  }

  private static void createNamespace(Catalog catalog, TableRoute route) {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(route.namespace())) {
      try {
        namespaces.createNamespace(route.namespace());
      } catch (AlreadyExistsException e) {
        // another writer was first
      }
    }
  }

  /** What keeps the table of the declared fields from being created, if anything. */
  static List<CheckFailure> definitionProblems(TableRoute route) {
    try {
      TableDefinition definition = TableDefinition.of(route, route.fields(), route.key());
      return TableFit.keyProblems(route, definition.schema(), definition.spec(), route.key());
    } catch (IllegalArgumentException e) {
      return List.of(
          new CheckFailure(
              "table '" + route.table() + "' cannot be created: " + e.getMessage(),
              "Correct the entity's fields or its 'partition_by'."));
    }
  }

  private static TargetException fatal(String message, Throwable cause) {
    return new TargetException(Kind.FATAL, message, "", cause);
  }

  TableRoute route() {
    return route;
  }

  Schema schema() {
    return table.schema();
  }

  /** Looks at the table again, and adds or widens columns for {@code fields} where it may. */
  void prepareFor(List<Field> fields) {
    if (!asksFor(fields)) {
      return;
    }
    Failsafe.with(AFTER_ANOTHER)
        .run(
            () -> {
              table.refresh();
              if (route.evolution() == SchemaEvolution.EVOLVE && asksFor(fields)) {
                change(fields).commit();
              }
            });
  }

  /** Whether the table lacks a column, or has one that is too narrow. */
  private boolean asksFor(List<Field> fields) {
    return fields.stream()
        .anyMatch(
            field -> {
              NestedField column = table.schema().findField(field.name());
              return column == null || ColumnTypes.widened(column.type(), field.type()).isPresent();
            });
  }

  private UpdateSchema change(List<Field> fields) {
    UpdateSchema update = table.updateSchema();
    for (Field field : fields) {
      NestedField column = table.schema().findField(field.name());
      if (column == null) {
        // through the table itself, so that a name with a dot stays one name
        update.addColumn(
            null, field.name(), ColumnTypes.columnType(field.type(), new AtomicInteger()));
      } else {
        ColumnTypes.widened(column.type(), field.type())
            .ifPresent(wider -> update.updateColumn(field.name(), wider));
      }
    }
    return update;
  }
}

package io.esync.connectors.jdbc;

import io.esync.connectors.spi.CheckFailure;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a table with what is to be written into it, and finds all that does not fit. */
final class TableFit {
  private final Dialect dialect;
  private final EntityRoute route;
  private final TableShape shape;
  private final List<CheckFailure> failures = new ArrayList<>();

  private TableFit(Dialect dialect, EntityRoute route, TableShape shape) {
    this.dialect = dialect;
    this.route = route;
    this.shape = shape;
  }

  /** All that keeps rows of {@code layout} out of the table; empty if it fits. */
  static List<CheckFailure> problems(
      Dialect dialect, EntityRoute route, TableShape shape, Layout layout) {
    TableFit fit = new TableFit(dialect, route, shape);
    layout.fields().forEach(field -> fit.checkField(field, layout));
    fit.checkKey(layout.key());
    fit.checkDemanded(layout);
    fit.checkVersion();
    return fit.failures;
  }

  /** What a table's key alone says, where the fields are not known yet. */
  static List<CheckFailure> keyProblems(
      Dialect dialect, EntityRoute route, TableShape shape, List<String> key) {
    TableFit fit = new TableFit(dialect, route, shape);
    fit.checkKey(key);
    fit.checkVersion();
    return fit.failures;
  }

  private void checkField(Field field, Layout layout) {
    Column column = shape.column(field.name());
    if (column == null) {
      checkMissing(field, layout);
      return;
    }
    if (!dialect.holds(column, field.type())) {
      fail(
          "column '%s' is %s, but the entity's field is %s"
              .formatted(column.name(), column.type(), field.type()),
          "make the column %s, or map the field to a type that fits: ALTER TABLE %s ALTER COLUMN %s TYPE %s"
              .formatted(
                  type(field.type()),
                  dialect.quote(route.table()),
                  dialect.quote(column.name()),
                  type(field.type())));
    }
    if (!column.writable()) {
      fail(
          "column '%s' is computed by the database".formatted(column.name()),
          "leave the field out of the entity");
    }
  }

  private void checkMissing(Field field, Layout layout) {
    boolean key = layout.key().contains(field.name());
    if (key || (layout.declared() && route.evolution() == SchemaEvolution.FAIL)) {
      fail(
          "it has no column '%s'%s"
              .formatted(field.name(), key ? ", which is part of the key" : ""),
          "ALTER TABLE %s ADD COLUMN %s %s"
              .formatted(
                  dialect.quote(route.table()), dialect.quote(field.name()), type(field.type())));
    }
  }

  private void checkKey(List<String> key) {
    if (key.isEmpty()) {
      fail("the entity has no key", "declare 'key' in the entity");
      return;
    }
    if (key.stream().allMatch(name -> shape.column(name) != null) && !shape.uniqueBy(key)) {
      fail(
          "it has neither primary key nor unique constraint on exactly (%s)%s"
              .formatted(String.join(", ", key), others()),
          "ALTER TABLE %s ADD UNIQUE (%s)"
              .formatted(
                  dialect.quote(route.table()),
                  key.stream().map(dialect::quote).collect(Collectors.joining(", "))));
    }
    for (String name : key) {
      Column column = shape.column(name);
      Optional<String> unfit = column == null ? Optional.empty() : dialect.unfitKey(column);
      unfit.ifPresent(
          why ->
              fail(
                  "key column '%s' %s".formatted(name, why),
                  "give the column a collation that compares characters"));
    }
  }

  private String others() {
    return shape.keys().isEmpty()
        ? ""
        : "; it has one on "
            + shape.keys().stream()
                .map(names -> "(" + String.join(", ", names) + ")")
                .collect(Collectors.joining(" and "));
  }

  private void checkDemanded(Layout layout) {
    Set<String> carried = new HashSet<>();
    for (Field field : layout.fields()) {
      Column column = shape.column(field.name());
      carried.add(column == null ? field.name() : column.name());
    }
    for (Column column : shape.columns().values()) {
      if (!column.optional() && !carried.contains(column.name())) {
        fail(
            "column '%s' is NOT NULL without a default, and the entity has no such field"
                .formatted(column.name()),
            "map a field to it, give it a default, or: ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL"
                .formatted(dialect.quote(route.table()), dialect.quote(column.name())));
      }
    }
  }

  private void checkVersion() {
    if (route.version() != null && shape.column(route.version()) == null) {
      fail(
          "it has no column '%s', which version_column names".formatted(route.version()),
          "add the column and a field of that name, or leave version_column out");
    }
  }

  private String type(DataType type) {
    return dialect.columnType(type, false);
  }

  private void fail(String problem, String remedy) {
    failures.add(new CheckFailure("table '" + route.table() + "': " + problem, remedy));
  }
}

package io.esync.connectors.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** The statements of one {@link UpsertPlan}, each for one row. */
final class MySqlSql {
  private final UpsertPlan plan;
  private final MySqlDialect dialect;
  private final String table;

  MySqlSql(UpsertPlan plan, MySqlDialect dialect) {
    this.plan = plan;
    this.dialect = dialect;
    this.table = dialect.quote(plan.table());
  }

  RowStatement upsert() {
    return plan.updateFirst()
        ? new MySqlUpdateFirst(update(), rows(insert(), plan.columns()))
        : rows(insert() + onDuplicate(), plan.columns());
  }

  RowStatement delete() {
    MySqlRows one = rows("DELETE FROM " + table + " WHERE " + matches(), plan.keys());
    return plan.keys().size() == 1 ? new MySqlKeyDelete(table, name(plan.keys().get(0)), one) : one;
  }

  private MySqlRows rows(String sql, List<Binding> parameters) {
    return new MySqlRows(sql, parameters, plan.key());
  }

  private String insert() {
    String names = plan.columns().stream().map(this::name).collect(joining(", "));
    String places = plan.columns().stream().map(b -> "?").collect(joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s)".formatted(table, names, places);
  }

  /** Only for a table without other unique keys: their rows would be changed as well. */
  private String onDuplicate() {
    if (plan.rest().isEmpty()) {
      String key = name(plan.keys().get(0));
      return " ON DUPLICATE KEY UPDATE %s = %1$s".formatted(key);
    }
    return changed().stream()
        .map(b -> name(b) + " = " + guarded(b, "VALUES(%s)".formatted(name(b)), "VALUES"))
        .collect(joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
  }

  private MySqlRows update() {
    List<Binding> parameters = new ArrayList<>();
    List<Binding> changed = plan.rest().isEmpty() ? plan.keys() : changed();
    for (Binding binding : changed) {
      plan.version().ifPresent(parameters::add);
      parameters.add(binding);
    }
    parameters.addAll(plan.keys());
    String assignments =
        changed.stream().map(b -> name(b) + " = " + guarded(b, "?", "?")).collect(joining(", "));
    return rows("UPDATE %s SET %s WHERE %s".formatted(table, assignments, matches()), parameters);
  }

  /** The columns to change, the guarding one last: assignments see those before them. */
  private List<Binding> changed() {
    List<Binding> changed = new ArrayList<>(plan.rest());
    plan.version().filter(changed::remove).ifPresent(changed::add);
    return changed;
  }

  private String guarded(Binding binding, String value, String version) {
    return plan.version()
        .map(
            guard -> {
              String newer = version.equals("?") ? "?" : "VALUES(" + name(guard) + ")";
              return "IF(%s IS NULL OR %1$s <= %s, %s, %s)"
                  .formatted(name(guard), newer, value, name(binding));
            })
        .orElse(value);
  }

  private String matches() {
    return plan.keys().stream().map(b -> name(b) + " = ?").collect(joining(" AND "));
  }

  private String name(Binding binding) {
    return dialect.quote(binding.column().name());
  }
}

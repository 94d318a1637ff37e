package io.esync.connectors.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The statements of one {@link UpsertPlan}. Each has one parameter per column, an array with that
 * column's value of every row; the server takes the arrays apart again, side by side.
 */
final class PostgresSql {
  private final UpsertPlan plan;
  private final PostgresDialect dialect;
  private final String table;

  PostgresSql(UpsertPlan plan, PostgresDialect dialect) {
    this.plan = plan;
    this.dialect = dialect;
    this.table = dialect.quote(plan.table());
  }

  String upsert() {
    String names = plan.columns().stream().map(this::name).collect(joining(", "));
    String insert = "INSERT INTO %s AS t (%s) ".formatted(table, names);
    if (!plan.updateFirst()) {
      return insert + rows() + onConflict();
    }
    String update =
        plan.rest().isEmpty()
            ? ""
            : ", u AS (UPDATE %s AS t SET %s FROM d WHERE %s%s)"
                .formatted(table, assignments(this::sent), matches("t"), newer(" AND ", "d"));
    return "WITH d (%s) AS (%s)%s %sSELECT * FROM d WHERE NOT EXISTS (SELECT FROM %s AS e WHERE %s)%s"
        .formatted(sentNames(), rows(), update, insert, table, matches("e"), onConflict());
  }

  String delete() {
    return "WITH d (%s) AS (%s) DELETE FROM %s AS t USING d WHERE %s"
        .formatted(sentNames(), rows(), table, matches("t"));
  }

  /**
   * All rows, each value cast to its column's type. A length is never part of a cast: it would cut.
   */
  private String rows() {
    List<Binding> columns = plan.columns();
    String casts =
        IntStream.range(0, columns.size())
            .mapToObj(i -> cast(i, columns.get(i)))
            .collect(joining(", "));
    String arrays =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "unnest(?::%s[]) AS w%d".formatted(wire(columns.get(i)), i))
            .collect(joining(", "));
    return "SELECT %s FROM (SELECT %s) AS s".formatted(casts, arrays);
  }

  private static String cast(int index, Binding binding) {
    String base = binding.column().base();
    return base.equals(wire(binding)) ? "w" + index : "w%d::%s".formatted(index, base);
  }

  private static String wire(Binding binding) {
    return PostgresTypes.wire(binding.type());
  }

  private String sentNames() {
    return plan.columns().stream().map(b -> "v" + plan.columns().indexOf(b)).collect(joining(", "));
  }

  private String sent(Binding binding) {
    return "d.v" + plan.columns().indexOf(binding);
  }

  private String name(Binding binding) {
    return dialect.quote(binding.column().name());
  }

  private String onConflict() {
    String key = plan.keys().stream().map(this::name).collect(joining(", "));
    return plan.rest().isEmpty()
        ? " ON CONFLICT (%s) DO NOTHING".formatted(key)
        : " ON CONFLICT (%s) DO UPDATE SET %s%s"
            .formatted(key, assignments(b -> "EXCLUDED." + name(b)), newer(" WHERE ", "EXCLUDED"));
  }

  private String assignments(Function<Binding, String> value) {
    return plan.rest().stream().map(b -> name(b) + " = " + value.apply(b)).collect(joining(", "));
  }

  private String matches(String alias) {
    return plan.keys().stream()
        .map(b -> "%s.%s = %s".formatted(alias, name(b), sent(b)))
        .collect(joining(" AND "));
  }

  private String newer(String prefix, String alias) {
    return plan.version()
        .map(
            b ->
                "%s(t.%s IS NULL OR t.%2$s <= %s)"
                    .formatted(
                        prefix, name(b), alias.equals("d") ? sent(b) : alias + "." + name(b)))
        .orElse("");
  }
}

package io.esync.connectors.spi.store;

import io.esync.operators.model.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which rows are wanted, the newest first.
 *
 * @param where the text that fields must have, by their names; fields of type string alone
 * @param newest the field that tells which of two rows is newer, a timestamptz
 * @param limit the most rows
 */
public record RowQuery(Map<String, String> where, String newest, int limit) {
  public RowQuery {
    where = Map.copyOf(where);
  }

  /** Whether a row has what is asked for. */
  public boolean matches(Row row) {
    return where.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(row.get(wanted.getKey())));
  }

  /** Those of {@code rows} that are wanted, the newest first. */
  public List<Row> of(Collection<Row> rows) {
    return rows.stream().filter(this::matches).sorted(order()).limit(limit).toList();
  }

  /** The newest first; rows without a time are the oldest. */
  public Comparator<Row> order() {
    return Comparator.comparing((Row row) -> time(row.get(newest))).reversed();
  }

  /** A database may have no instants: a time without a zone is one of UTC. */
  private static Instant time(Object value) {
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return value instanceof Instant instant ? instant : Instant.MIN;
  }
}

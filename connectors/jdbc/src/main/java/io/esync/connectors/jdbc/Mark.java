package io.esync.connectors.jdbc;

import java.util.List;

/**
 * A place in a table that is ordered by cursor and key: that of a row.
 *
 * @param values the row's cursor and the other columns of the order, as the database writes them
 */
record Mark(List<String> values) {
  Mark {
    values = List.copyOf(values);
  }
}

package io.esync.connectors.cdc;

import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.resync.Since;
import io.esync.operators.resync.TableReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables that are read again, each chunk as if after a restart. */
final class Rereadings {
  private Rereadings() {}

  static List<String> all(TableReader reader, String stream, Since since) throws Exception {
    List<String> all = new ArrayList<>();
    String next = reader.chunk(stream, null, since, rows -> all.addAll(shown(rows)));
    while (next != null) {
      next = reader.chunk(stream, next, since, rows -> all.addAll(shown(rows)));
    }
    return all;
  }

  static int chunks(TableReader reader, String stream, Since since) throws Exception {
    int chunks = 1;
    String next = reader.chunk(stream, null, since, rows -> {});
    for (; next != null; chunks++) {
      next = reader.chunk(stream, next, since, rows -> {});
    }
    return chunks;
  }

  /** All rows of a table, from a place that is found first. */
  static List<String> rows(TableReader opened, String stream) {
    try (TableReader reader = opened) {
      return all(reader, stream, reader.since());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> shown(List<SourceRecord> rows) {
    return rows.stream()
        .map(row -> Arrays.toString(((SourceChange) row).after().toArray()))
        .toList();
  }

  /** What the table has. */
  static List<String> queried(Connection opened, String table) throws SQLException {
    List<String> queried = new ArrayList<>();
    try (Connection connection = opened;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      while (rows.next()) {
        String[] values = new String[rows.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = rows.getString(i + 1);
        }
        queried.add(Arrays.toString(values));
      }
    }
    return queried;
  }
}

package io.esync.jobs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.connectors.testkit.DatabaseServer;
import io.esync.connectors.testkit.PostgresServer;
import io.esync.operators.model.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;

/** Reads names by id out of the systems of examples. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  /** Of a query that gives both. */
  static Map<Long, String> ofQuery(DatabaseServer server, String database, String query)
      throws SQLException {
    Map<Long, String> rows = new HashMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.put(result.getLong(1), result.getString(2));
      }
    }
    return rows;
  }

  /** Of a table that a target creates when it has something for it. */
  static Map<Long, String> ofTable(
      PostgresServer server, String database, String table, String columns) throws SQLException {
    boolean missing =
        ofQuery(server, database, "SELECT 1, to_regclass('" + table + "')::text").get(1L) == null;
    return missing ? Map.of() : ofQuery(server, database, "SELECT " + columns + " FROM " + table);
  }

  /** Of the changes in the JSON lines of a folder that readers see: of each key the latest. */
  static Map<Long, String> ofLines(Path folder) throws IOException {
    Map<Long, JsonNode> latest = new HashMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Rows::isVisible).toList()) {
          for (String line : Files.readAllLines(file)) {
            JsonNode change = JSON.readTree(line);
            latest.merge(change.get("id").asLong(), change, Rows::later);
          }
        }
      }
    }
    Map<Long, String> rows = new HashMap<>();
    latest.forEach(
        (id, change) -> {
          if (!change.get("_op").asText().equals("delete")) {
            rows.put(id, change.get("name").asText());
          }
        });
    return rows;
  }

  /** Of a table in a warehouse on a disk; none as long as it is not there. */
  static Map<Long, String> ofIceberg(Path warehouse, String table) throws IOException {
    TableIdentifier id = TableIdentifier.parse(table);
    Map<Long, String> rows = new HashMap<>();
    try (HadoopCatalog catalog = new HadoopCatalog(new Configuration(), warehouse.toString())) {
      if (catalog.tableExists(id)) {
        try (CloseableIterable<Record> records =
            IcebergGenerics.read(catalog.loadTable(id)).build()) {
          for (Record row : records) {
            rows.put(((Number) row.getField("id")).longValue(), (String) row.getField("name"));
          }
        }
      }
    }
    return rows;
  }

  private static JsonNode later(JsonNode one, JsonNode other) {
    return version(one).compareTo(version(other)) > 0 ? one : other;
  }

  private static SourceVersion version(JsonNode change) {
    return SourceVersion.parse(change.get("_version").asText());
  }

  private static boolean isVisible(Path file) {
    return Files.isRegularFile(file) && !file.getFileName().toString().matches("[._].*");
  }
}

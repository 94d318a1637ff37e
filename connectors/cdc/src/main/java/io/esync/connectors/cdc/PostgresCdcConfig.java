package io.esync.connectors.cdc;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The options of a {@code postgres-cdc} source. */
public record PostgresCdcConfig(
    @Option(value = "Host name or address of the server.", example = "db.example.com") String host,
    @Option(value = "Port of the server.", defaultValue = "5432") int port,
    @Option(value = "Database to read.", example = "crm") String database,
    @Option(
            value = "Role to connect as; it needs LOGIN, REPLICATION and SELECT on the tables.",
            example = "esync")
        String username,
    @Option(value = "Password of the role.", example = "${env:CRM_PASSWORD}") Secret password,
    @Option(
            value =
                "Tables to capture: full names, or regular expressions that match a whole"
                    + " `schema.table`.",
            example = "[public.customers, 'public\\.orders_.*']")
        List<String> tables,
    @Option(
            value =
                "Replication slot; created if it does not exist. Default: derived from the ids of"
                    + " pipeline and source.",
            optional = true,
            example = "esync_crm")
        String slotName,
    @Option(
            value = "Publication to read. Default: the slot's name.",
            optional = true,
            example = "esync_crm")
        String publicationName,
    @Option(
            value =
                "Whether to create the publication and to add captured tables that it lacks. False"
                    + " where an administrator does that.",
            defaultValue = "true")
        boolean publicationAutocreate,
    @Option(
            value =
                "Raise it by one when the slot was lost or the server was replaced, and start"
                    + " without state: all that is read afterwards is newer than all before.",
            defaultValue = "0")
        int generation,
    @Option(
            value = "Rows of a chunk; chunks are read in parallel while the tables are copied.",
            defaultValue = "50000")
        int splitSize,
    @Option(value = "Rows fetched at a time while a chunk is read.", defaultValue = "5000")
        int fetchSize,
    @Option(
            value =
                "Most readers that copy tables at the same time. The change log is read by one of"
                    + " them.",
            optional = true,
            example = "4")
        Integer maxParallelism,
    @Option(
            value = "How long to wait for the slot where a previous run of the job still holds it.",
            defaultValue = "60s")
        Duration slotTimeout,
    @Option(value = "How long to wait for a connection.", defaultValue = "10s")
        Duration connectTimeout,
    @Option(
            value = "TLS: disable, allow, prefer, require, verify-ca or verify-full.",
            defaultValue = "prefer")
        String sslMode)
    implements Serializable {
  private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

  public PostgresCdcConfig {
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("tables must name at least one table");
    }
    for (String table : tables) {
      requirePattern(table);
    }
    if (slotName != null && !SLOT.matcher(slotName).matches()) {
      throw new IllegalArgumentException(
          "slot_name may hold lower-case letters, digits and underscores, at most 63: " + slotName);
    }
    requirePositive("split_size", splitSize);
    requirePositive("fetch_size", fetchSize);
    if (maxParallelism != null) {
      requirePositive("max_parallelism", maxParallelism);
    }
    if (generation < 0) {
      throw new IllegalArgumentException("generation must not be negative: " + generation);
    }
  }

  private static void requirePattern(String table) {
    if (!table.contains(".")) {
      throw new IllegalArgumentException(
          "tables: '" + table + "' lacks its schema; write public." + table);
    }
    try {
      Pattern.compile(table);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "tables: '" + table + "' is no regular expression: " + e.getDescription(), e);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}

package io.esync.connectors.cdc;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The options of a {@code mysql-cdc} source. */
public record MySqlCdcConfig(
    @Option(value = "Host name or address of the server.", example = "db.example.com") String host,
    @Option(value = "Port of the server.", defaultValue = "3306") int port,
    @Option(
            value =
                "Database of the tables that are named without one. Not needed where each name has"
                    + " its database.",
            optional = true,
            example = "billing")
        String database,
    @Option(
            value =
                "User to connect as; it needs REPLICATION SLAVE, REPLICATION CLIENT (MariaDB: BINLOG"
                    + " MONITOR), PROCESS, and SELECT on the tables.",
            example = "esync")
        String username,
    @Option(value = "Password of the user.", example = "${env:BILLING_PASSWORD}") Secret password,
    @Option(
            value =
                "Tables to capture: names, or regular expressions that match a whole"
                    + " `database.table`.",
            example = "[billing.accounts, 'billing\\.invoices_.*']")
        List<String> tables,
    @Option(
            value =
                "What the server knows this reader by; no replica of the server may have the same."
                    + " Default: derived from the ids of pipeline and source.",
            optional = true,
            example = "900001")
        Long serverId,
    @Option(
            value =
                "Where a source without state begins: initial, it copies the tables and then follows"
                    + " the log; latest, it follows the log from its end; or a place between two"
                    + " transactions as the server names it, from which it follows the log. Tables"
                    + " that are added later are copied in any case.",
            defaultValue = "initial",
            example = "binlog.000042:4711")
        String start,
    @Option(
            value =
                "Raise it by one when the binary log was reset or the server was replaced, and start"
                    + " without state: all that is read afterwards is newer than all before.",
            defaultValue = "0")
        int generation,
    @Option(
            value = "Rows of a chunk; chunks are read in parallel while the tables are copied.",
            defaultValue = "50000")
        int splitSize,
    @Option(
            value =
                "Most readers that copy tables at the same time. The binary log is read by one of"
                    + " them.",
            optional = true,
            example = "4")
        Integer maxParallelism,
    @Option(value = "How long to wait for a connection.", defaultValue = "10s")
        Duration connectTimeout,
    @Option(
            value =
                "TLS: disabled, preferred, required, verify_ca or verify_identity. The certificate"
                    + " authority of the last two must be known to the JVM (of Flink: env.java.opts.all:"
                    + " -Djavax.net.ssl.trustStore=…).",
            defaultValue = "preferred")
        String sslMode)
    implements Serializable {
  private static final Set<String> SSL_MODES =
      Set.of("disabled", "preferred", "required", "verify_ca", "verify_identity");
  private static final long HIGHEST_SERVER_ID = 0xFFFF_FFFFL;

  /** {@link #start} of a source that copies its tables. */
  public static final String INITIAL = "initial";

  /** {@link #start} of a source that follows the log from its end. */
  public static final String LATEST = "latest";

  private static final Pattern PLACE = Pattern.compile(".+\\.\\d{1,10}:\\d{1,18}");

  public MySqlCdcConfig {
    if (!start.equals(INITIAL) && !start.equals(LATEST) && !PLACE.matcher(start).matches()) {
      throw new IllegalArgumentException(
          "start must be initial, latest or a place in the log as file:position, e.g."
              + " binlog.000042:4711, not "
              + start);
    }
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("tables must name at least one table");
    }
    String of = database;
    tables = tables.stream().map(table -> qualified(of, table)).toList();
    requirePositive("split_size", splitSize);
    if (maxParallelism != null) {
      requirePositive("max_parallelism", maxParallelism);
    }
    if (generation < 0) {
      throw new IllegalArgumentException("generation must not be negative: " + generation);
    }
    if (serverId != null && (serverId < 1 || serverId > HIGHEST_SERVER_ID)) {
      throw new IllegalArgumentException(
          "server_id must be between 1 and " + HIGHEST_SERVER_ID + ", not " + serverId);
    }
    sslMode = sslMode.toLowerCase(Locale.ROOT);
    if (!SSL_MODES.contains(sslMode)) {
      throw new IllegalArgumentException(
          "ssl_mode must be disabled, preferred, required, verify_ca or verify_identity, not "
              + sslMode);
    }
  }

  /** Whether the tables are copied before the log is followed. */
  public boolean copies() {
    return start.equals(INITIAL);
  }

  private static String qualified(String database, String table) {
    if (!table.contains(".")) {
      if (database == null) {
        throw new IllegalArgumentException(
            "tables: '" + table + "' lacks its database; write billing." + table);
      }
      return database + "." + table;
    }
    try {
      Pattern.compile(table);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "tables: '" + table + "' is no regular expression: " + e.getDescription(), e);
    }
    return table;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}

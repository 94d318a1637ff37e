package io.esync.connectors.jdbc;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * Options of a {@code jdbc} target.
 *
 * <pre>{@code
 * targets:
 *   - id: warehouse
 *     type: jdbc
 *     config:
 *       url: "jdbc:postgresql://localhost:5432/warehouse"
 *       username: esync
 *       password: "${env:WH_PASSWORD}"
 * }</pre>
 */
public record JdbcConfig(
    @Option(
            value = "Address of the database, without user and password.",
            example = "jdbc:postgresql://localhost:5432/warehouse")
        String url,
    @Option(value = "User that writes.", example = "esync") String username,
    @Option(
            value = "Password of the user; a reference to a secret.",
            optional = true,
            example = "${env:WH_PASSWORD}")
        Secret password,
    @Option(
            value =
                "Whether a table that is missing is created: 'if-missing' or 'never'. A created"
                    + " table has the entity's declared fields, or those of its first row.",
            defaultValue = "if-missing")
        Create create,
    @Option(value = "Most rows of a transaction.", defaultValue = "5000") int batchSize,
    @Option(
            value =
                "How long a row waits for its batch to fill, and then for the batch before to be"
                    + " written.",
            defaultValue = "20ms")
        Duration flushInterval,
    @Option(
            value =
                "How long a batch is tried again after a lost connection, a deadlock or the like"
                    + " before the job restarts from its last checkpoint.",
            defaultValue = "5min")
        Duration retryTimeout,
    @Option(value = "How long to wait for a connection.", defaultValue = "10s")
        Duration connectTimeout,
    @Option(
            value =
                "How long to wait for an answer of the server before the connection counts as lost.",
            defaultValue = "60s")
        Duration socketTimeout,
    @Option(
            value = "Settings of the database session, set after connecting.",
            optional = true,
            example = "{lock_timeout: 10s}")
        Map<String, String> session,
    @Option(
            value =
                "How a source of this pipeline that reads what is written here knows it again"
                    + " ('echo' of the target): auto, by a replication origin where the database is"
                    + " PostgreSQL; off, by what was written.",
            defaultValue = "auto")
        OriginMarker originMarker)
    implements Serializable {
  /** What happens where a table is missing. */
  public enum Create {
    IF_MISSING,
    NEVER
  }

  /** Whether writes are marked where a source reads them. */
  public enum OriginMarker {
    AUTO,
    OFF
  }

  public JdbcConfig {
    DatabaseAccess.check(url, connectTimeout, socketTimeout, session);
    if (batchSize < 1 || batchSize > 100_000) {
      throw new IllegalArgumentException("batch_size must be 1 to 100000, not " + batchSize);
    }
    requirePositive("flush_interval", flushInterval);
    requirePositive("retry_timeout", retryTimeout);
    session = session == null ? Map.of() : Map.copyOf(session);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }

  /** How to reach the database. */
  DatabaseAccess access() {
    return new DatabaseAccess(url, username, password, connectTimeout, socketTimeout, session);
  }
}

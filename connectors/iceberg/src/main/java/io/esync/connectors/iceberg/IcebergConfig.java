package io.esync.connectors.iceberg;

import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The options of an {@code iceberg} target.
 *
 * <pre>{@code
 * targets:
 *   - id: lake
 *     type: iceberg
 *     config:
 *       catalog: jdbc
 *       uri: "jdbc:postgresql://localhost:5432/catalog"
 *       username: esync
 *       password: "${env:CATALOG_PASSWORD}"
 *       warehouse: "s3://lake/warehouse"
 * }</pre>
 */
public record IcebergConfig(
    @Option(
            value =
                "Which catalogue knows the tables: 'jdbc' (a database), 'rest' (an Iceberg REST"
                    + " server), or 'hadoop' (the files alone: a local disk or HDFS, not S3).",
            example = "jdbc")
        CatalogType catalog,
    @Option(
            value = "Address of the catalogue; a 'hadoop' catalogue has none.",
            optional = true,
            example = "jdbc:postgresql://localhost:5432/catalog")
        String uri,
    @Option(
            value =
                "Where new tables live: a directory or an address such as s3://bucket/dir. A 'rest'"
                    + " catalogue may know by itself.",
            optional = true,
            example = "s3://lake/warehouse")
        String warehouse,
    @Option(value = "User of a 'jdbc' catalogue.", optional = true, example = "esync")
        String username,
    @Option(
            value = "Password of that user; a reference to a secret.",
            optional = true,
            example = "${env:CATALOG_PASSWORD}")
        Secret password,
    @Option(
            value = "Bearer token for a 'rest' catalogue; a reference to a secret.",
            optional = true,
            example = "${env:CATALOG_TOKEN}")
        Secret token,
    @Option(value = "Namespace of tables that name none.", defaultValue = "default")
        String namespace,
    @Option(
            value =
                "What a table holds: 'upsert', the entity's present rows; 'append', a row for each"
                    + " change, with _op, _source, _version, _timestamp and _absent beside the"
                    + " fields.",
            defaultValue = "upsert")
        Mode mode,
    @Option(
            value =
                "Whether a table that is missing is created: 'if-missing' or 'never'. A created"
                    + " table has the entity's declared fields, or those of its first row.",
            defaultValue = "if-missing")
        Create create,
    @Option(
            value = "How long a commit is tried again while the catalogue does not answer.",
            defaultValue = "1min")
        Duration retryTimeout,
    @Option(
            value = "Properties of tables that are created.",
            optional = true,
            example = "{write.target-file-size-bytes: \"134217728\"}")
        Map<String, String> tableProperties,
    @Option(
            value = "Further properties of the catalogue, as Iceberg names them; no secrets.",
            optional = true,
            example = "{jdbc.schema-version: V1}")
        Map<String, String> catalogProperties) {
  /** Kinds of catalogues. */
  public enum CatalogType {
    HADOOP,
    JDBC,
    REST
  }

  /** What a table holds. */
  public enum Mode {
    /** The present rows. */
    UPSERT,
    /** All changes. */
    APPEND
  }

  /** What happens where a table is missing. */
  public enum Create {
    IF_MISSING,
    NEVER
  }

  public IcebergConfig {
    if (catalog == CatalogType.HADOOP) {
      if (uri != null) {
        throw new IllegalArgumentException("a 'hadoop' catalogue has no uri; give its warehouse");
      }
      if (warehouse != null && isObjectStore(warehouse)) {
        throw new IllegalArgumentException(
            "a 'hadoop' catalogue loses commits on "
                + URI.create(warehouse).getScheme()
                + "://, which cannot rename a file in one step; use the catalogue 'jdbc' or 'rest'");
      }
    } else if (uri == null) {
      throw new IllegalArgumentException("a '" + name(catalog) + "' catalogue needs its uri");
    }
    if (catalog == CatalogType.JDBC && !uri.startsWith("jdbc:")) {
      throw new IllegalArgumentException("the uri of a 'jdbc' catalogue starts with 'jdbc:'");
    }
    if (warehouse == null && catalog != CatalogType.REST) {
      throw new IllegalArgumentException("a '" + name(catalog) + "' catalogue needs a warehouse");
    }
    if (retryTimeout.isNegative()) {
      throw new IllegalArgumentException("retry_timeout must not be negative: " + retryTimeout);
    }
    tableProperties = tableProperties == null ? Map.of() : Map.copyOf(tableProperties);
    catalogProperties = catalogProperties == null ? Map.of() : Map.copyOf(catalogProperties);
  }

  private static boolean isObjectStore(String address) {
    return address.matches("(s3|s3a|s3n|gs|oss|abfs|abfss|wasb|wasbs)://.*");
  }

  private static String name(CatalogType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** How to reach the catalogue. */
  CatalogAccess access() {
    return CatalogAccess.of(this);
  }
}

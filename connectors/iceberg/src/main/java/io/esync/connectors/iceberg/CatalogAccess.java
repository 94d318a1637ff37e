package io.esync.connectors.iceberg;

import io.esync.connectors.iceberg.IcebergConfig.CatalogType;
import io.esync.connectors.spi.Secret;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * How to reach a catalogue. Travels in the job graph.
 *
 * @param properties as Iceberg names them, without secrets
 */
record CatalogAccess(
    CatalogType type, Map<String, String> properties, Secret password, Secret token)
    implements Serializable {
  static CatalogAccess of(IcebergConfig config) {
    Map<String, String> properties = new HashMap<>(config.catalogProperties());
    if (config.uri() != null) {
      properties.put(CatalogProperties.URI, config.uri());
    }
    if (config.warehouse() != null) {
      properties.put(CatalogProperties.WAREHOUSE_LOCATION, location(config.warehouse()));
    }
    if (config.username() != null) {
      properties.put("jdbc.user", config.username());
    }
    if (config.catalog() != CatalogType.HADOOP) {
      // The files go through Flink, so that the credentials of s3:// stand in one place.
      properties.putIfAbsent(CatalogProperties.FILE_IO_IMPL, FlinkFileIO.class.getName());
    }
    if (config.catalog() == CatalogType.JDBC) {
      properties.putIfAbsent("jdbc.schema-version", "V1");
      properties.putIfAbsent(CatalogProperties.CLIENT_POOL_SIZE, "1");
    }
    return new CatalogAccess(
        config.catalog(), new HashMap<>(properties), config.password(), config.token());
  }

  /** The directory as an address that means the same on every machine. */
  private static String location(String warehouse) {
    if (warehouse.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return warehouse.replaceAll("/+$", "");
    }
    return new Path(java.nio.file.Path.of(warehouse).toAbsolutePath().normalize().toUri())
        .toString()
        .replaceAll("/+$", "");
  }

  /** Connects; to be closed. */
  OpenCatalog open() {
    IcebergThreads.ensureStarted();
    Map<String, String> all = new HashMap<>(properties);
    all.put(CatalogUtil.ICEBERG_CATALOG_TYPE, type.name().toLowerCase(Locale.ROOT));
    if (password != null) {
      all.put("jdbc.password", password.reveal());
    }
    if (token != null) {
      all.put("token", token.reveal());
    }
    Configuration hadoop = new Configuration(false);
    if (type == CatalogType.JDBC) {
      JdbcCatalog catalog = new JdbcCatalog(null, CatalogConnections::new, true);
      catalog.setConf(hadoop);
      catalog.initialize("esync", all);
      return new OpenCatalog(catalog);
    }
    return new OpenCatalog(CatalogUtil.buildIcebergCatalog("esync", all, hadoop));
  }

  /** The address without what a message must not tell. */
  String address() {
    String uri = properties.get(CatalogProperties.URI);
    return uri == null
        ? properties.get(CatalogProperties.WAREHOUSE_LOCATION)
        : uri.replaceAll("\\?.*", "");
  }

  /** A catalogue with its connections. */
  record OpenCatalog(Catalog catalog) implements Closeable {
    @Override
    public void close() {
      if (catalog instanceof Closeable closeable) {
        try {
          closeable.close();
        } catch (IOException e) {
          throw new UncheckedIOException("cannot leave the catalogue", e);
        }
      }
    }
  }
}

package io.esync.connectors.iceberg;

import io.esync.connectors.spi.jdbc.JdbcDrivers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Connections of a JDBC catalogue. Where a driver that comes with ESync knows the address, it is
 * asked and not the DriverManager; see {@link JdbcDrivers}.
 */
final class CatalogConnections extends JdbcClientPool {
  private final String url;
  private final Properties settings = new Properties();

  CatalogConnections(Map<String, String> properties) {
    super(properties.get(CatalogProperties.URI), properties);
    this.url = properties.get(CatalogProperties.URI);
    settings.putAll(PropertyUtil.propertiesWithPrefix(properties, JdbcCatalog.PROPERTY_PREFIX));
  }

  @Override
  protected Connection newClient() {
    try {
      if (url.startsWith("jdbc:postgresql:")) {
        return JdbcDrivers.postgres().connect(url, settings);
      }
      if (url.startsWith("jdbc:mysql:")) {
        return JdbcDrivers.mySql().connect(url, settings);
      }
    } catch (SQLException e) {
      throw new UncheckedSQLException(e, "Failed to connect: %s", url);
    }
    return super.newClient();
  }
}

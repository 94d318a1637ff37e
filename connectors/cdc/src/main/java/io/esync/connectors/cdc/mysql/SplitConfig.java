package io.esync.connectors.cdc.mysql;

import io.debezium.config.Configuration;
import io.debezium.relational.RelationalDatabaseConnectorConfig;
import io.esync.connectors.cdc.MySqlCdcConfig;
import java.util.List;
import java.util.Properties;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfigFactory;
import org.apache.flink.cdc.connectors.base.options.StartupOptions;

/** What Flink CDC's split machinery is told. It never connects by itself. */
final class SplitConfig extends JdbcSourceConfig {
  private static final long serialVersionUID = 1L;

  private SplitConfig(Factory factory) {
    super(
        StartupOptions.initial(),
        List.of(),
        List.of(),
        List.of(),
        factory.splitSize(),
        factory.metaGroupSize(),
        factory.upperFactor(),
        factory.lowerFactor(),
        false,
        false,
        new Properties(),
        Configuration.empty(),
        "com.mysql.cj.jdbc.Driver",
        factory.config.host(),
        factory.config.port(),
        factory.config.username(),
        "",
        0,
        "UTC",
        factory.config.connectTimeout(),
        1,
        1,
        null,
        true,
        true,
        false);
  }

  @Override
  public RelationalDatabaseConnectorConfig getDbzConnectorConfig() {
    throw new UnsupportedOperationException("Debezium does not read");
  }

  /** Makes the configuration of each subtask; all are the same. */
  static final class Factory extends JdbcSourceConfigFactory {
    private static final long serialVersionUID = 1L;

    private final MySqlCdcConfig config;

    Factory(MySqlCdcConfig config) {
      this.config = config;
    }

    @Override
    public JdbcSourceConfig create(int subtask) {
      return new SplitConfig(this);
    }

    private int splitSize() {
      return config.splitSize();
    }

    private int metaGroupSize() {
      return splitMetaGroupSize;
    }

    private double upperFactor() {
      return distributionFactorUpper;
    }

    private double lowerFactor() {
      return distributionFactorLower;
    }
  }
}

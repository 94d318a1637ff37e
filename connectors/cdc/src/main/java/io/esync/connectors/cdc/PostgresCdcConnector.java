package io.esync.connectors.cdc;

import com.google.auto.service.AutoService;
import io.esync.connectors.cdc.postgres.Capture;
import io.esync.connectors.cdc.postgres.PostgresCdcSource;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import org.apache.flink.api.connector.source.Source;

/** Captures the tables of a PostgreSQL database and every change of their rows. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // AutoService cannot name a generic type exactly
public final class PostgresCdcConnector implements SourceConnector<PostgresCdcConfig> {
  @Override
  public String type() {
    return "postgres-cdc";
  }

  @Override
  public String description() {
    return "PostgreSQL 12 or later: copies tables, then follows their changes by logical decoding"
        + " (pgoutput).";
  }

  @Override
  public String guarantee() {
    return "No change is lost across failures; a change may be read again, in order.";
  }

  @Override
  public Class<PostgresCdcConfig> configType() {
    return PostgresCdcConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(PostgresCdcConfig config, SourceContext context) {
    return new PostgresCdcSource(Capture.of(config, context));
  }

  @Override
  public List<CheckFailure> check(PostgresCdcConfig config, SourceContext context) {
    return List.of();
  }

  @Override
  public int maxParallelism(PostgresCdcConfig config) {
    return config.maxParallelism() == null ? Integer.MAX_VALUE : config.maxParallelism();
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.operators.model.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;

/** A source that is only ever configured: it declares an option of every type there is. */
public final class ShelfSource implements SourceConnector<ShelfSource.Config> {
  /** Its options. */
  public record Config(
      @Option(value = "Host to connect to.", example = "localhost") String host,
      @Option(value = "Port.", defaultValue = "5432") int port,
      @Option(value = "Password.", example = "${env:SHELF_PASSWORD}") Secret password,
      @Option(value = "Tables.", defaultValue = "[]", example = "[public.customers]")
          List<String> tables,
      @Option(value = "Time between two reads.", defaultValue = "30s") Duration interval,
      @Option(value = "Order.", defaultValue = "oldest-first") Order order,
      @Option(value = "Limit in rows.", optional = true) Long limit,
      @Option(value = "Share of rows.", defaultValue = "1.0") double share,
      @Option(value = "Whether to be strict.", defaultValue = "false") boolean strict,
      @Option(value = "Lid of the shelf.", optional = true) Lid lid,
      @Option(value = "Further lids by name.", optional = true) Map<String, Lid> lids) {
    public Config {
      if (strict && order == Order.NEWEST_FIRST) {
        throw new IllegalArgumentException("order must be oldest-first where strict is true");
      }
      if (!host.equals(host.strip())) {
        throw new IllegalArgumentException("the host '" + host + "' has spaces");
      }
    }
  }

  /** A nested record. */
  public record Lid(
      @Option("Colour of the lid.") String colour,
      @Option(value = "Weight in grams.", defaultValue = "10") int maxWeight) {}

  /** An enum. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  @Override
  public String type() {
    return "shelf";
  }

  @Override
  public String description() {
    return "Reads nothing from no shelf.";
  }

  @Override
  public String guarantee() {
    return "Loses nothing.";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public int maxParallelism(Config config) {
    return 4;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(Config config, SourceContext context) {
    throw new UnsupportedOperationException("it is only configured");
  }

  @Override
  public List<CheckFailure> check(Config config, SourceContext context) {
    return List.of();
  }
}

package io.esync.connectors.memory;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import io.esync.connectors.spi.TargetWriter;
import io.esync.connectors.spi.WriteOptions;
import io.esync.operators.model.ChangeRecord;
import java.time.Duration;
import java.util.List;

/** Keeps rows in the memory of the process that runs the target. */
@AutoService(TargetConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class MemoryTargetConnector
    implements TargetConnector<MemoryTargetConfig, MemoryRoute> {
  private static final WriteOptions OPTIONS =
      new WriteOptions(100, Duration.ofMillis(50), Duration.ZERO);

  @Override
  public String type() {
    return "memory";
  }

  @Override
  public String description() {
    return "A table in the memory of the process that runs the target: for examples and tests.";
  }

  @Override
  public String guarantee() {
    return "Effectively once by entity key, as long as the process lives.";
  }

  @Override
  public Class<MemoryTargetConfig> configType() {
    return MemoryTargetConfig.class;
  }

  @Override
  public Class<MemoryRoute> routeType() {
    return MemoryRoute.class;
  }

  /** {@inheritDoc} Without a name, the table is called {@code <pipeline>/<target>}. */
  @Override
  public Target target(MemoryTargetConfig config, TargetContext<MemoryRoute> context) {
    String table =
        config.table() == null ? context.pipeline() + "/" + context.target() : config.table();
    return new WriterTarget(() -> new Writer(MemoryTables.named(table)), OPTIONS);
  }

  @Override
  public List<CheckFailure> check(MemoryTargetConfig config, TargetContext<MemoryRoute> context) {
    return List.of();
  }

  private record Writer(MemoryTable table) implements TargetWriter {
    @Override
    public void write(List<ChangeRecord> batch) {
      table.write(batch);
    }

    @Override
    public void close() {}
  }
}

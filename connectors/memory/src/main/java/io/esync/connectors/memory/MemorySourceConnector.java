package io.esync.connectors.memory;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.json.DeclaredStream;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;

/** Reads changes that stand in the pipeline file, or that a test offers. */
@AutoService(SourceConnector.class)
@SuppressWarnings("rawtypes") // a service is named without its parameters
public final class MemorySourceConnector implements SourceConnector<MemorySourceConfig> {
  @Override
  public String type() {
    return "memory";
  }

  @Override
  public String description() {
    return "Changes that stand in the pipeline file itself: for examples and tests.";
  }

  @Override
  public String guarantee() {
    return "Each change is read once, in the order of the list.";
  }

  @Override
  public Class<MemorySourceConfig> configType() {
    return MemorySourceConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(MemorySourceConfig config, SourceContext context) {
    Boundedness boundedness =
        config.bounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    String name = config.buffer();
    return name == null
        ? new MemorySource(
            new InlineBuffer(config.records(context.source()), config.bounded()), boundedness)
        : new MemorySource(() -> MemoryBuffers.named(name), boundedness);
  }

  @Override
  public Map<String, RowSchema> declared(MemorySourceConfig config) {
    return DeclaredStream.schemas(config.streams());
  }

  @Override
  public List<CheckFailure> check(MemorySourceConfig config, SourceContext context) {
    if (config.buffer() != null) {
      return List.of();
    }
    return context.streams().stream()
        .map(SourceContext.Stream::name)
        .filter(Objects::nonNull)
        .filter(name -> config.streams().keySet().stream().noneMatch(known -> is(name, known)))
        .map(
            name ->
                new CheckFailure(
                    "source '" + context.source() + "' has no stream '" + name + "'",
                    "Declare it below 'streams', or take one of "
                        + new TreeSet<>(config.streams().keySet())
                        + "."))
        .toList();
  }

  private static boolean is(String name, String known) {
    return known.equals(name) || known.matches(name);
  }

  @Override
  public int maxParallelism(MemorySourceConfig config) {
    return 1;
  }
}

package io.esync.jobs.spec;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Option;
import io.esync.connectors.spi.Secret;
import io.esync.connectors.spi.TargetConnector;
import io.esync.connectors.spi.TargetContext;
import java.util.List;

/** A target that is only ever configured. */
public final class BoxTarget implements TargetConnector<BoxTarget.Config, BoxTarget.Route> {
  /** Its options. */
  public record Config(
      @Option(value = "Where the box stands.", example = "/tmp/box") String path,
      @Option(value = "Password.", optional = true) Secret password) {}

  /** What stands beside {@code target:}. */
  public record Route(
      @Option(value = "Drawer of the box.", optional = true, example = "top") String drawer) {}

  @Override
  public String type() {
    return "box";
  }

  @Override
  public String description() {
    return "Puts everything in a box.";
  }

  @Override
  public String guarantee() {
    return "The box keeps it.";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Class<Route> routeType() {
    return Route.class;
  }

  @Override
  public Target target(Config config, TargetContext<Route> context) {
    throw new UnsupportedOperationException("it is only configured");
  }

  @Override
  public List<CheckFailure> check(Config config, TargetContext<Route> context) {
    return List.of();
  }
}

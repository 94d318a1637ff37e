package io.esync.jobs.spec;

import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.TargetConnector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors there are, by their type. */
public final class ConnectorCatalog {
  private final Map<String, SourceConnector<?>> sources;
  private final Map<String, TargetConnector<?, ?>> targets;

  private ConnectorCatalog(
      Map<String, SourceConnector<?>> sources, Map<String, TargetConnector<?, ?>> targets) {
    this.sources = Collections.unmodifiableMap(sources);
    this.targets = Collections.unmodifiableMap(targets);
  }

  /**
   * All connectors on the class path.
   *
   * @throws IllegalStateException if two of them have the same type
   */
  public static ConnectorCatalog discover() {
    List<SourceConnector<?>> sources = new ArrayList<>();
    ServiceLoader.load(SourceConnector.class).forEach(sources::add);
    List<TargetConnector<?, ?>> targets = new ArrayList<>();
    ServiceLoader.load(TargetConnector.class).forEach(targets::add);
    return of(sources, targets);
  }

  /**
   * These connectors.
   *
   * @throws IllegalStateException if two sources or two targets have the same type
   */
  public static ConnectorCatalog of(
      List<? extends SourceConnector<?>> sources, List<? extends TargetConnector<?, ?>> targets) {
    return new ConnectorCatalog(byType(sources), byType(targets));
  }

  private static <T extends Connector<?>> Map<String, T> byType(List<? extends T> connectors) {
    Map<String, T> byType = new TreeMap<>();
    for (T connector : connectors) {
      T other = byType.put(connector.type(), connector);
      if (other != null) {
        throw new IllegalStateException(
            "two connectors of type " + connector.type() + ": " + other + " and " + connector);
      }
    }
    return byType;
  }

  public Optional<SourceConnector<?>> source(String type) {
    return Optional.ofNullable(sources.get(type));
  }

  public Optional<TargetConnector<?, ?>> target(String type) {
    return Optional.ofNullable(targets.get(type));
  }

  /** All sources, sorted by type. */
  public Collection<SourceConnector<?>> sources() {
    return sources.values();
  }

  /** All targets, sorted by type. */
  public Collection<TargetConnector<?, ?>> targets() {
    return targets.values();
  }

  public Collection<String> sourceTypes() {
    return sources.keySet();
  }

  public Collection<String> targetTypes() {
    return targets.keySet();
  }
}

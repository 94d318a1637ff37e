package io.esync.jobs.spec;

import io.esync.connectors.spi.TargetConnector;
import io.esync.jobs.spec.bind.OpenTypes;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.NearestName;
import java.util.Collection;
import java.util.Optional;

/** Finds the records of connectors by the {@code type:} in the file. */
final class ConnectorTypes implements OpenTypes {
  private final ConnectorCatalog catalog;
  private final MapNode pipeline;
  private final Problems problems;

  ConnectorTypes(ConnectorCatalog catalog, MapNode pipeline, Problems problems) {
    this.catalog = catalog;
    this.pipeline = pipeline;
    this.problems = problems;
  }

  @Override
  public Optional<Class<? extends Record>> typeFor(
      Class<? extends Record> owner, String component, MapNode node) {
    if (owner == RouteSpec.class) {
      return node.scalar("target").flatMap(this::connectorOf).map(TargetConnector::routeType);
    }
    Optional<ScalarNode> type = node.scalar("type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (owner == SourceSpec.class || owner == ControlSpec.class) {
      var source = catalog.source(type.get().text());
      if (source.isEmpty()) {
        reportUnknown("source", type.get(), catalog.sourceTypes(), catalog.targetTypes());
      }
      return source.map(connector -> connector.configType());
    }
    var target = catalog.target(type.get().text());
    if (target.isEmpty() && component.equals("config")) {
      reportUnknown("target", type.get(), catalog.targetTypes(), catalog.sourceTypes());
    }
    return target.map(c -> component.equals("route") ? c.routeType() : c.configType());
  }

  private Optional<TargetConnector<?, ?>> connectorOf(ScalarNode targetId) {
    return pipeline.maps("targets").stream()
        .filter(
            target ->
                target.scalar("id").map(ScalarNode::text).equals(Optional.of(targetId.text())))
        .findFirst()
        .flatMap(target -> target.scalar("type"))
        .flatMap(type -> catalog.target(type.text()));
  }

  private void reportUnknown(
      String role, ScalarNode type, Collection<String> known, Collection<String> others) {
    String message = "there is no " + role + " connector '" + type.text() + "'";
    if (others.contains(type.text())) {
      message += ", only one for the other direction";
    }
    problems.add(type, message, NearestName.hint(type.text(), known));
  }
}

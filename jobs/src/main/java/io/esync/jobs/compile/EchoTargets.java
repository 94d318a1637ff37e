package io.esync.jobs.compile;

import io.esync.connectors.spi.TargetConnector;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.jobs.spec.TargetSpec;
import io.esync.operators.merge.EchoSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which targets are read by sources of the same pipeline, and how what comes back is told. */
final class EchoTargets {
  private EchoTargets() {}

  /** How {@code target} is to mark what it writes; null where no source could tell. */
  static String marker(PipelineSpec pipeline, TargetSpec target, ConnectorCatalog catalog) {
    if (target.echo() == null) {
      return null;
    }
    SourceSpec source = pipeline.source(target.echo());
    boolean marked =
        catalog.source(source.type()).orElseThrow().knowsMarkers()
            && marks(catalog.target(target.type()).orElseThrow(), target.config());
    return marked ? "esync/" + pipeline.id() + "/" + target.id() : null;
  }

  private static <C extends Record> boolean marks(TargetConnector<C, ?> connector, Record config) {
    return connector.marksWrites(connector.configType().cast(config));
  }

  /** The marks of what is written to {@code source}. */
  static List<String> markers(PipelineSpec pipeline, SourceSpec source, ConnectorCatalog catalog) {
    List<String> markers = new ArrayList<>();
    for (TargetSpec target : pipeline.targets()) {
      String marker = marker(pipeline, target, catalog);
      if (source.id().equals(target.echo()) && marker != null) {
        markers.add(marker);
      }
    }
    return markers;
  }

  /** By entity the sources that read what is written to one of its targets. */
  static Map<String, List<EchoSource>> sources(PipelineSpec pipeline, ConnectorCatalog catalog) {
    Map<String, List<EchoSource>> sources = new LinkedHashMap<>();
    for (EntitySpec entity : pipeline.entities()) {
      Map<String, EchoSource> echoes = new LinkedHashMap<>();
      for (TargetSpec target : pipeline.targets()) {
        boolean read = entity.from().stream().anyMatch(from -> from.source().equals(target.echo()));
        if (read && PipelineSpec.route(entity, target).isPresent()) {
          boolean marked = marker(pipeline, target, catalog) != null;
          echoes.merge(
              target.echo(),
              new EchoSource(target.echo(), marked),
              (one, other) -> one.marked() ? other : one);
        }
      }
      if (!echoes.isEmpty()) {
        sources.put(entity.name(), List.copyOf(echoes.values()));
      }
    }
    return sources;
  }
}

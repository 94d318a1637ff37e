package io.esync.jobs.spec;

import io.esync.connectors.spi.SourceConnector;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;

/** Whether sources are asked for what their connectors have no use for. */
final class ReaderChecks {
  private final ConnectorCatalog catalog;
  private final Problems problems;

  ReaderChecks(ConnectorCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  void run(PipelineSpec spec, MapNode pipeline) {
    for (int i = 0; i < spec.sources().size(); i++) {
      check(spec.sources().get(i), pipeline.maps("sources").get(i));
    }
  }

  private void check(SourceSpec source, MapNode node) {
    SourceConnector<?> connector = catalog.source(source.type()).orElseThrow();
    int most = most(connector, source.config());
    if (source.parallelism() != null && source.parallelism() > most) {
      problems.add(
          node.get("parallelism").orElse(node),
          "the connector has use for at most " + most + " readers here",
          "");
    }
    if (source.schedule() != null && !takesSchedule(connector, source.config())) {
      problems.add(
          node.get("schedule").orElse(node),
          "a source of type " + source.type() + " does not poll with these options",
          "take schedule out: the source reads as changes come, or once");
    }
  }

  private static <C extends Record> boolean takesSchedule(
      SourceConnector<C> connector, Record config) {
    return connector.takesSchedule(connector.configType().cast(config));
  }

  private static <C extends Record> int most(SourceConnector<C> connector, Record config) {
    return connector.maxParallelism(connector.configType().cast(config));
  }
}

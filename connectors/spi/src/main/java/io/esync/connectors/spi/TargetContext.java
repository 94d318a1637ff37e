package io.esync.connectors.spi;

import io.esync.operators.model.Field;
import io.esync.operators.model.SchemaEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a target connector is told of the pipeline that uses it.
 *
 * @param pipeline id of the pipeline
 * @param target id of the target
 * @param routes by entity name
 * @param marker how the target is to mark what it writes, so that a source of this pipeline that
 *     reads it there knows it again; null where none does. Several writers add their number behind
 *     a slash
 * @param checkpointInterval the time between two checkpoints of the pipeline; null where it is not
 *     known
 * @param <R> the connector's route options
 */
public record TargetContext<R extends Record>(
    String pipeline,
    String target,
    Map<String, Route<R>> routes,
    String marker,
    Duration checkpointInterval) {
  public TargetContext {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(target, "target");
    routes = Map.copyOf(routes);
  }

  /** The context of a target that no source reads. */
  public TargetContext(String pipeline, String target, Map<String, Route<R>> routes) {
    this(pipeline, target, routes, null);
  }

  /** The context of a target to which the time between checkpoints is nothing. */
  public TargetContext(
      String pipeline, String target, Map<String, Route<R>> routes, String marker) {
    this(pipeline, target, routes, marker, null);
  }

  /**
   * The way of one entity into the target.
   *
   * @param options the keys beside {@code target:} in the entity's {@code to:}
   * @param contract what the entity is declared to look like
   */
  public record Route<R extends Record>(R options, Contract contract) {}

  /**
   * What an entity is declared to look like.
   *
   * @param entity its name
   * @param key the names of its key fields; empty where the stream's own primary key is taken
   * @param fields the declared fields; empty where none are declared, and rows tell
   * @param required the names of the fields that are never NULL
   * @param evolution what happens to a field that the target does not have
   */
  public record Contract(
      String entity,
      List<String> key,
      List<Field> fields,
      List<String> required,
      SchemaEvolution evolution) {
    public Contract {
      key = List.copyOf(key);
      fields = List.copyOf(fields);
      required = List.copyOf(required);
    }
  }
}

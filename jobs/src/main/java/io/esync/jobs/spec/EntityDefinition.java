package io.esync.jobs.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.jobs.spec.bind.RecordBinder;
import io.esync.jobs.spec.bind.RecordWriter;
import io.esync.jobs.spec.bind.References;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.TreeReader;
import java.util.List;
import java.util.Optional;

/**
 * What of an entity decides how it is merged, as JSON in the form of the pipeline file: its key,
 * the types of its fields, its sources and its merge, with all defaults filled in. A job keeps it
 * beside its state, so that a later version can say what the change of a policy changes.
 */
public final class EntityDefinition {
  private EntityDefinition() {}

  /** The definition of {@code entity}; equal ones give equal texts. */
  public static String write(EntitySpec entity) {
    ObjectNode node = RecordWriter.write(entity);
    node.remove(List.of("to", "schema_evolution"));
    node.path("from").forEach(from -> ((ObjectNode) from).retain("source"));
    node.path("fields").forEach(field -> ((ObjectNode) field).retain("type"));
    return node.toString();
  }

  /**
   * The entity of a definition, without its streams and targets; empty where it is of a version
   * that had other options.
   */
  public static Optional<EntitySpec> read(String definition) {
    Problems problems = new Problems("definition");
    RecordBinder binder =
        new RecordBinder(problems, References.kept(), (owner, name, node) -> Optional.empty());
    Optional<EntitySpec> entity =
        TreeReader.readMap(withTargets(definition), problems)
            .flatMap(node -> binder.bind(EntitySpec.class, node));
    return problems.isEmpty() ? entity : Optional.empty();
  }

  /** A file must name targets; a definition has none. */
  private static String withTargets(String definition) {
    return definition.endsWith("}")
        ? definition.substring(0, definition.length() - 1) + ",\"to\":[]}"
        : definition;
  }
}

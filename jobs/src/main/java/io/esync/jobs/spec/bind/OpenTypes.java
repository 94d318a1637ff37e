package io.esync.jobs.spec.bind;

import io.esync.jobs.spec.tree.MapNode;
import java.util.Optional;

/**
 * Tells what record is meant by a component of type {@link Record}, whose options another key of
 * the file decides, such as {@code config} beside {@code type}.
 */
@FunctionalInterface
public interface OpenTypes {
  /**
   * The record's type; empty where the file names none that is known, which is then reported at the
   * key that should name it.
   *
   * @param owner the record that has the component
   * @param component the component's key
   * @param node the map that {@code owner} is bound from
   */
  Optional<Class<? extends Record>> typeFor(
      Class<? extends Record> owner, String component, MapNode node);
}

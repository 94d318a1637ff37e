package io.esync.jobs.spec.bind;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Calls the constructors of records, and reports the contradictions that they find. */
final class RecordConstructor {
  private final Problems problems;
  private final TextResolver resolver;

  RecordConstructor(Problems problems, TextResolver resolver) {
    this.problems = problems;
    this.resolver = resolver;
  }

  /**
   * The record; empty where its constructor throws an {@link IllegalArgumentException}. A message
   * that starts with the name of an option is shown at that option.
   *
   * @throws IllegalStateException if the constructor throws anything else, which is a bug
   */
  <T extends Record> Optional<T> construct(Class<T> type, Object[] values, MapNode node) {
    try {
      return Optional.of(canonicalConstructor(type).newInstance(values));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException contradiction) {
        // where a reference is kept, the constructor has judged the reference and not its value
        if (!resolver.keptIn(values)) {
          report(contradiction, node);
        }
        return Optional.empty();
      }
      throw new IllegalStateException("cannot construct " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type.getName(), e);
    }
  }

  private void report(IllegalArgumentException contradiction, MapNode node) {
    String message = resolver.mask(String.valueOf(contradiction.getMessage()));
    String first = message.split("[^A-Za-z0-9_]", 2)[0];
    node.get(first)
        .ifPresentOrElse(
            option -> problems.add(option, message, ""), () -> problems.add(node, message, ""));
  }

  private static <T extends Record> Constructor<T> canonicalConstructor(Class<T> type)
      throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<T> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }
}

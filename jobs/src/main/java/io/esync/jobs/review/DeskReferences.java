package io.esync.jobs.review;

import io.esync.connectors.spi.Secret;
import io.esync.jobs.spec.bind.References;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resolves what this machine knows and keeps the rest as it is: who decides reviews or gives
 * commands needs no secret of the sources.
 */
public final class DeskReferences implements References {
  private final References known;
  private final Map<String, String> missing = new LinkedHashMap<>();

  public DeskReferences(Map<String, String> environment) {
    this.known = References.of(environment);
  }

  @Override
  public Lookup lookup(String reference) {
    Lookup found = known.lookup(reference);
    if (found.value().isPresent()) {
      return found;
    }
    missing.put("${" + reference + "}", found.problem());
    return References.kept().lookup(reference);
  }

  /**
   * Demands that all references of these options were resolved.
   *
   * @throws IllegalArgumentException with those that were not
   */
  public void require(Record config) {
    List<String> problems = new ArrayList<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      String text = text(config, component);
      missing.forEach(
          (reference, problem) -> {
            if (text.contains(reference)) {
              problems.add(problem);
            }
          });
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static String text(Record config, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(config);
      return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}

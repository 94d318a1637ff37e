package io.esync.jobs.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.esync.jobs.explain.PolicyDiff.EntityChange;
import io.esync.jobs.explain.PolicyDiff.Kind;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.model.EntityKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what another policy would change, over the keys of one entity. Several can count parts of
 * them and be added up; the sum is the same in whatever order. Not for several threads.
 */
public final class Simulation {
  private static final Comparator<Found> BY_KEY =
      Comparator.comparing((Found found) -> found.text().length()).thenComparing(Found::text);

  private final PolicyDiff diff;
  private final List<String> key;
  private final int mostExamples;
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final Map<String, Long> fields = new TreeMap<>();
  private final List<Found> examples = new ArrayList<>();
  private long reviewsOpened;
  private long reviewsClosed;

  /** An entity that would change; {@code text} is its key in clear. */
  private record Found(EntityKey key, String text, Kind kind, List<FieldChange> fields) {}

  /**
   * @param key names of the key fields, in the order of the key
   * @param mostExamples how many entities to show
   */
  public Simulation(PolicyDiff diff, List<String> key, int mostExamples) {
    this.diff = diff;
    this.key = List.copyOf(key);
    this.mostExamples = mostExamples;
  }

  /**
   * An entity that would change, without what is personal.
   *
   * @param fate {@code changed}, {@code created} or {@code deleted}
   */
  public record Example(String key, String fate, List<FieldChange> fields) {}

  /**
   * What was counted.
   *
   * @param entities keys that state is kept of
   * @param changed entities with at least one field that looks different
   * @param unknown entities of which nobody knows how they look now; they may change
   * @param fields changes by field; null where they cannot be told
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Report(
      String entity,
      long entities,
      long changed,
      long created,
      long deleted,
      long unknown,
      Map<String, Long> fields,
      long reviewsOpened,
      long reviewsClosed,
      List<Example> examples,
      String note) {}

  public void add(EntityKey of, MergedEntity entity) {
    EntityChange change = diff.of(entity);
    kinds.merge(change.kind(), 1L, Long::sum);
    change.fields().forEach(field -> fields.merge(field.field(), 1L, Long::sum));
    reviewsOpened += change.reviewsOpened();
    reviewsClosed += change.reviewsClosed();
    if (change.kind() != Kind.SAME && change.kind() != Kind.UNKNOWN) {
      keep(new Found(of, of.toString(), change.kind(), change.fields()));
    }
  }

  /** Those with the least keys, so that the same state always shows the same. */
  private void keep(Found example) {
    examples.add(example);
    if (examples.size() > 2 * mostExamples + 100) {
      examples.sort(BY_KEY);
      examples.subList(mostExamples, examples.size()).clear();
    }
  }

  /** Adds what {@code other} has counted. */
  public void add(Simulation other) {
    other.kinds.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
    other.fields.forEach((field, count) -> fields.merge(field, count, Long::sum));
    reviewsOpened += other.reviewsOpened;
    reviewsClosed += other.reviewsClosed;
    other.examples.forEach(this::keep);
  }

  /**
   * What was counted so far.
   *
   * @param note what else there is to know, or null
   */
  public Report report(String entity, String note) {
    return new Report(
        entity,
        kinds.values().stream().mapToLong(Long::longValue).sum(),
        count(Kind.CHANGED),
        count(Kind.CREATED),
        count(Kind.DELETED),
        count(Kind.UNKNOWN),
        diff.now() == null ? null : fields,
        reviewsOpened,
        reviewsClosed,
        examples.stream().sorted(BY_KEY).limit(mostExamples).map(this::example).toList(),
        note);
  }

  private Example example(Found found) {
    return new Example(
        diff.then().form(found.key(), key),
        found.kind().name().toLowerCase(Locale.ROOT),
        found.fields());
  }

  private long count(Kind kind) {
    return kinds.getOrDefault(kind, 0L);
  }
}

package io.esync.jobs.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.EntityState;
import io.esync.operators.merge.FieldResolution;
import io.esync.operators.merge.FieldReview;
import io.esync.operators.merge.MergedEntity;
import io.esync.operators.merge.Resolution;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one policy makes of an entity and another does not. Pure; for several threads.
 *
 * @param now the policy that is, and the time up to which its sources have been heard; null where
 *     that policy is not known: then only whether an entity changes can be told
 * @param then the policy that would be; what it holds personal is masked
 */
public record PolicyDiff(Explainer now, Explainer then) {
  private static final JsonNode HELD = TextNode.valueOf("(held back)");

  /**
   * What happens to one entity.
   *
   * @param fields that look different; empty for one that appears or goes
   */
  record EntityChange(Kind kind, List<FieldChange> fields, int reviewsOpened, int reviewsClosed) {}

  /** What happens to an entity as a whole. */
  enum Kind {
    SAME,
    CHANGED,
    CREATED,
    DELETED,
    /** It was never passed on, and nothing else tells how it looks. */
    UNKNOWN
  }

  EntityChange of(MergedEntity entity) {
    Resolution after = resolve(then, entity.state());
    if (now == null) {
      return new EntityChange(byDigest(entity, after), List.of(), 0, 0);
    }
    Resolution before = resolve(now, entity.state());
    Set<String> open = openReviews(before);
    Set<String> opened = openReviews(after);
    int kept = (int) open.stream().filter(opened::contains).count();
    return compared(entity.state(), before, after, opened.size() - kept, open.size() - kept);
  }

  private static Resolution resolve(Explainer side, EntityState state) {
    return side.policy().resolve(state, side.progress());
  }

  private EntityChange compared(
      EntityState state, Resolution before, Resolution after, int opened, int closed) {
    boolean was = before.row() != null;
    boolean is = after.row() != null;
    if (was != is) {
      return new EntityChange(is ? Kind.CREATED : Kind.DELETED, List.of(), opened, closed);
    }
    // While a review holds the whole row back, targets keep what they have.
    List<String> names = is && !after.held() ? different(before.row(), after.row()) : List.of();
    return names.isEmpty()
        ? new EntityChange(Kind.SAME, List.of(), opened, closed)
        : new EntityChange(
            Kind.CHANGED, changes(names, before.row(), then.policy(), state), opened, closed);
  }

  private static List<String> different(Row before, Row after) {
    List<String> names = new ArrayList<>();
    for (Field field : after.schema().fields()) {
      if (!Values.equal(value(before, field.name()), value(after, field.name()))) {
        names.add(field.name());
      }
    }
    for (Field field : before.schema().fields()) {
      if (after.schema().indexOf(field.name()) < 0 && value(before, field.name()) != null) {
        names.add(field.name());
      }
    }
    return names;
  }

  private static Object value(Row row, String name) {
    int index = row.schema().indexOf(name);
    return index < 0 ? null : row.get(index);
  }

  private List<FieldChange> changes(
      List<String> names, Row before, EntityPolicy policy, EntityState state) {
    Resolution explained = policy.explain(state, then.progress());
    return names.stream()
        .map(
            name ->
                new FieldChange(
                    name, json(before, name), json(explained.row(), name), rule(explained, name)))
        .toList();
  }

  private JsonNode json(Row row, String name) {
    int index = row.schema().indexOf(name);
    if (index < 0) {
      return NullNode.getInstance();
    }
    return row.isAbsent(index)
        ? HELD
        : then.form(name, row.schema().field(index).type(), row.get(index));
  }

  private static String rule(Resolution explained, String name) {
    for (FieldResolution field : explained.fields()) {
      if (field.field().equals(name)) {
        return field.rule() + ": " + field.choice().decidedBy();
      }
    }
    return "no source has it";
  }

  private static Set<String> openReviews(Resolution resolution) {
    return resolution.reviews().stream()
        .filter(FieldReview::isOpen)
        .map(FieldReview::field)
        .collect(Collectors.toSet());
  }

  private static Kind byDigest(MergedEntity entity, Resolution after) {
    if (entity.emitted() == MergedEntity.UNKNOWN) {
      return Kind.UNKNOWN;
    }
    if (after.held() || entity.emitted() == MergedEntity.digest(after)) {
      return Kind.SAME;
    }
    if (after.row() == null) {
      return Kind.DELETED;
    }
    return entity.emitted() == MergedEntity.DELETED ? Kind.CREATED : Kind.CHANGED;
  }
}

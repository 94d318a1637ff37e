package io.esync.operators.privacy;

import io.esync.operators.decode.EntityMapping;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.FieldChoice;
import io.esync.operators.merge.ReviewItem;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.ErrorCode.Stage;
import io.esync.operators.model.Field;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What dead letters, the audit and the reviews are given instead of personal data. Whoever reads
 * them later cannot tell it: what is kept back here is gone.
 */
public final class ReportProtection implements Serializable {
  /** Nothing is kept back. */
  public static final ReportProtection NONE = new ReportProtection(List.of(), Map.of(), List.of());

  private static final long serialVersionUID = 1L;
  private static final String WITHHELD =
      "the target refused the row; its words are kept back, as they may quote personal data";

  private final HashMap<String, EntityProtection> entities = new HashMap<>();
  private final HashMap<String, List<String>> keys;
  private final ArrayList<ProtectedStream> streams = new ArrayList<>();

  private ReportProtection(
      List<EntityProtection> entities,
      Map<String, List<String>> keys,
      List<ProtectedStream> streams) {
    entities.forEach(entity -> this.entities.put(entity.entity(), entity));
    this.keys = new HashMap<>(keys);
    this.streams.addAll(streams);
  }

  /**
   * The protection of these entities.
   *
   * @param keys by entity the names of its key fields
   * @param mappings by source how entities, these and others, are made of it
   */
  public static ReportProtection of(
      List<EntityProtection> entities,
      Map<String, List<String>> keys,
      Map<String, List<EntityMapping>> mappings) {
    List<ProtectedStream> streams = new ArrayList<>();
    for (EntityProtection entity : entities) {
      mappings.forEach(
          (source, ways) ->
              ways.stream()
                  .filter(way -> way.entity().equals(entity.entity()))
                  .forEach(way -> streams.add(new ProtectedStream(source, way, entity))));
    }
    return new ReportProtection(entities, keys, streams);
  }

  /** Whether {@code rejection} may hold personal data, so that it is told otherwise than it is. */
  public boolean concerns(Rejection rejection) {
    return rejection.payload() instanceof Rejection.ChangePayload change
        ? entities.containsKey(change.change().entity())
        : streams.stream().anyMatch(stream -> stream.source().equals(rejection.origin().source()));
  }

  /** The rejection as it is told; it cannot be replayed where it {@link #concerns}. */
  public Rejection apply(Rejection rejection) {
    if (!concerns(rejection)) {
      return rejection;
    }
    return new Rejection(
        rejection.operator(),
        rejection.code(),
        rejection.code().stage() == Stage.WRITE ? WITHHELD : rejection.message(),
        rejection.detail(),
        rejection.origin(),
        rejection.key() == null ? null : key(rejection.key()),
        payload(rejection.payload()),
        rejection.attempt());
  }

  private Rejection.Payload payload(Rejection.Payload payload) {
    if (payload instanceof Rejection.SourcePayload source) {
      return new Rejection.SourcePayload(source(source.change()));
    } else if (payload instanceof Rejection.ChangePayload change) {
      return new Rejection.ChangePayload(change(change.change()));
    }
    return new Rejection.RawPayload(new byte[0]);
  }

  private ChangeRecord change(ChangeRecord change) {
    EntityProtection entity = entities.get(change.entity());
    return entity == null
        ? change
        : new ChangeRecord(
            key(change.key()), change.op(), entity.apply(change.row()), change.origin());
  }

  private SourceChange source(SourceChange change) {
    return new SourceChange(
        change.origin(),
        change.op(),
        change.before() == null ? null : source(change, change.before()),
        change.after() == null ? null : source(change, change.after()));
  }

  private Row source(SourceChange change, Row row) {
    List<ProtectedStream> feeding =
        streams.stream()
            .filter(stream -> stream.source().equals(change.origin().source()))
            .filter(stream -> stream.feeds(change.origin().stream()))
            .toList();
    List<Field> fields = new ArrayList<>();
    Object[] values = row.toArray();
    for (int i = 0; i < values.length; i++) {
      Field field = row.schema().field(i);
      ProtectedField rule = rule(feeding, field.name());
      fields.add(rule == null ? field : new Field(field.name(), rule.typeOf(field.type())));
      values[i] = rule == null ? values[i] : rule.apply(values[i]);
    }
    return Row.of(RowSchema.of(fields, row.schema().key()), values);
  }

  /** Of a stream that no protected entity takes, nobody knows what it holds. */
  private static ProtectedField rule(List<ProtectedStream> feeding, String column) {
    ProtectedField strictest = feeding.isEmpty() ? ProtectedStream.KEPT_BACK : null;
    for (ProtectedStream stream : feeding) {
      ProtectedField rule = stream.rule(column);
      if (rule != null
          && (strictest == null || rule.protection().compareTo(strictest.protection()) > 0)) {
        strictest = rule;
      }
    }
    return strictest;
  }

  /** The audit event as it is told. */
  public AuditEvent apply(AuditEvent event) {
    EntityProtection entity = event.key() == null ? null : entities.get(event.key().entity());
    if (entity == null) {
      return event;
    }
    List<AuditEvent.Candidate> candidates =
        event.candidates().stream()
            .map(
                rival ->
                    new AuditEvent.Candidate(
                        rival.source(),
                        rival.version(),
                        rival.timestamp(),
                        ProtectedJson.object(rival.image(), entity)))
            .toList();
    return new AuditEvent(
        event.operator(),
        event.outcome(),
        event.reason(),
        event.origin(),
        key(event.key()),
        candidates);
  }

  /** The step of a review as it is told. */
  public ReviewItem apply(ReviewItem step) {
    EntityProtection entity = entities.get(step.key().entity());
    ProtectedField rule = entity == null ? null : entity.fields().get(step.field());
    return rule == null
        ? step
        : step.showing(
            step.candidates().stream().map(candidate -> candidate(candidate, rule)).toList(),
            step.shown() == null ? null : choice(step.shown(), rule));
  }

  private static FieldCandidate candidate(FieldCandidate candidate, ProtectedField rule) {
    return new FieldCandidate(
        candidate.source(),
        rule.typeOf(candidate.type()),
        rule.apply(candidate.value()),
        candidate.stamp());
  }

  private static FieldChoice choice(FieldChoice choice, ProtectedField rule) {
    DataType type = rule.typeOf(choice.type());
    return new FieldChoice(
        type,
        rule.apply(choice.value()),
        choice.winner() == null ? null : candidate(choice.winner(), rule),
        choice.decidedBy());
  }

  private EntityKey key(EntityKey key) {
    EntityProtection entity = entities.get(key.entity());
    List<String> names = keys.getOrDefault(key.entity(), List.of());
    if (entity == null || names.stream().noneMatch(entity.fields()::containsKey)) {
      return key;
    }
    List<Object> values = key.values();
    Object[] given = new Object[values.size()];
    for (int i = 0; i < given.length; i++) {
      ProtectedField rule = i < names.size() ? entity.fields().get(names.get(i)) : null;
      Object value = rule == null ? values.get(i) : rule.apply(values.get(i));
      given[i] = value == null ? PiiKind.GENERIC.mask("") : value;
    }
    return EntityKey.of(key.entity(), given);
  }
}

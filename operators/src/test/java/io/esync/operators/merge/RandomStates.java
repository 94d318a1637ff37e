package io.esync.operators.merge;

import io.esync.operators.merge.Decision.Action;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random states of one entity, every part of which is drawn by itself: they need not come from any
 * history. Versions and times are few, so that many are equal.
 */
final class RandomStates {
  private static final Map<DataType, List<Object>> VALUES =
      Map.of(
          DataType.STRING,
          Arrays.asList("x", "y", "", null),
          DataType.BIGINT,
          Arrays.asList(1L, -1L, 300L, null),
          DataType.DOUBLE,
          Arrays.asList(0.0, -0.0, Double.NaN, 1.5, null),
          DataType.DECIMAL,
          Arrays.asList(new BigDecimal("1.0"), new BigDecimal("1.00"), null),
          DataType.arrayOf(DataType.STRING),
          Arrays.asList(List.of("p"), Arrays.asList("p", null), List.of(), null));
  private static final List<DataType> TYPES =
      List.of(
          DataType.STRING,
          DataType.STRING,
          DataType.BIGINT,
          DataType.DOUBLE,
          DataType.DECIMAL,
          DataType.arrayOf(DataType.STRING));
  private static final long[] TIMES = {Origin.UNKNOWN_TIME, 1, 2, 3};

  private final Random random;

  RandomStates(Random random) {
    this.random = random;
  }

  EntityState next() {
    List<SourceState> sources = new ArrayList<>();
    for (String source : Histories.SOURCES.stream().sorted().toList()) {
      if (random.nextBoolean()) {
        sources.add(source(source));
      }
    }
    List<Decision> decisions = new ArrayList<>();
    for (String field : List.of("a", "b")) {
      if (random.nextInt(3) == 0) {
        decisions.add(decision(field));
      }
    }
    return new EntityState(sources, decisions);
  }

  private SourceState source(String source) {
    Stamp deleted = random.nextInt(3) == 0 ? removal() : null;
    if (deleted != null && random.nextBoolean()) {
      return SourceState.of(source, null, null, null, null, deleted);
    }
    RowSchema schema = schema();
    Object[] values = new Object[schema.size()];
    int newest = random.nextInt(4);
    Stamp[] stamps = new Stamp[values.length];
    for (int i = 0; i < values.length; i++) {
      boolean key = schema.field(i).name().equals("id");
      boolean absent = !key && random.nextInt(4) == 0;
      values[i] = key ? Long.valueOf(1) : absent ? Row.ABSENT : value(schema.field(i).type());
      stamps[i] = absent ? null : stamp(newest);
    }
    return SourceState.of(
        source,
        Row.of(schema, values),
        new Stamp(version(newest), time()),
        random.nextBoolean() ? stamp(newest) : null,
        random.nextBoolean() ? stamps : null,
        deleted);
  }

  /** Fields in some order, of some type. */
  private RowSchema schema() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("id", DataType.BIGINT));
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(4) > 0) {
        fields.add(new Field(name, pick(TYPES)));
      }
    }
    Collections.shuffle(fields, random);
    return RowSchema.of(fields, List.of("id"));
  }

  private Decision decision(String field) {
    int id = random.nextInt(6);
    Action action = Action.ofCode(1 + id % 5);
    DataType type = action == Action.SET || action == Action.PIN ? DataType.STRING : null;
    String source = action == Action.PICK ? "crm" : null;
    String value = type == null ? null : "decided";
    return new Decision(
        "d" + id, field, action, source, type, value, Basis.NOTHING, "ann", "why", id / 2);
  }

  FieldCandidate candidate() {
    DataType type = pick(TYPES);
    Stamp stamp = stamp(3);
    return new FieldCandidate(pick(Histories.SOURCES), type, value(type), stamp);
  }

  private Object value(DataType type) {
    return pick(VALUES.get(type));
  }

  /** A stamp of a version up to {@code newest}. */
  private Stamp stamp(int newest) {
    return new Stamp(version(random.nextInt(newest + 1)), time());
  }

  /** Of a delete or a withdrawal. */
  private Stamp removal() {
    Stamp stamp = stamp(3);
    return new Stamp(stamp.version(), stamp.timestamp(), random.nextBoolean());
  }

  private static SourceVersion version(int number) {
    return new SourceVersion(number / 2, number % 2, 0);
  }

  private long time() {
    return TIMES[random.nextInt(TIMES.length)];
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

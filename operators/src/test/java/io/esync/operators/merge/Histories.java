package io.esync.operators.merge;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.RowSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random histories of one entity: what each of a few sources says, in its order, and ways in which
 * it may arrive. No two changes of a source have the same version.
 */
public final class Histories {
  /** Two of them have the same hash code. */
  public static final List<String> SOURCES = List.of("crm", "Aa", "BB", "billing");

  /** Times of which two changes may have the same. */
  private static final long[] TIMES = {
    Origin.UNKNOWN_TIME, 1, 2, 2, 3, 3, 4, 9, 253_402_300_799_000_000L
  };

  private static final List<Field> FIELDS =
      List.of(
          new Field("id", DataType.BIGINT),
          new Field("a", DataType.STRING),
          new Field("b", DataType.STRING),
          new Field("n", DataType.BIGINT),
          new Field("m", DataType.decimal(9, 2)),
          new Field("tags", DataType.arrayOf(DataType.STRING)),
          new Field("late", DataType.STRING));

  private static final RowSchema WIDE = RowSchema.of(FIELDS, List.of("id"));
  private static final RowSchema NARROW = RowSchema.of(FIELDS.subList(0, 6), List.of("id"));
  private static final RowSchema OTHER_ORDER =
      RowSchema.of(
          List.of(FIELDS.get(4), FIELDS.get(2), FIELDS.get(0), FIELDS.get(6)), List.of("id"));

  private static final List<Object> TEXTS = Arrays.asList("x", "y", "zz", "", null);
  private static final Map<String, List<Object>> VALUES =
      Map.of(
          "a",
          TEXTS,
          "b",
          TEXTS,
          "late",
          TEXTS,
          "n",
          Arrays.asList(1L, 2L, -3L, null),
          "m",
          Arrays.asList(new BigDecimal("1.0"), new BigDecimal("1.00"), new BigDecimal("-7"), null),
          "tags",
          Arrays.asList(
              List.of(), List.of("p"), List.of("q", "p"), Arrays.asList("r", null), null));

  private Histories() {}

  /** One list for each source, in the order of its versions. */
  public static List<List<ChangeRecord>> bySource(Random random) {
    List<List<ChangeRecord>> histories = new ArrayList<>();
    for (String source : SOURCES.subList(0, 1 + random.nextInt(SOURCES.size()))) {
      histories.add(ofSource(source, random));
    }
    return histories;
  }

  /** What one source says. */
  public static List<ChangeRecord> ofSource(String source, Random random) {
    List<ChangeRecord> history = new ArrayList<>();
    int generation = 0;
    long major = random.nextBoolean() ? 0 : 1;
    for (int i = random.nextInt(9); i > 0; i--) {
      ChangeBuilder change =
          ChangeBuilder.of(source).at(generation, major).time(TIMES[random.nextInt(TIMES.length)]);
      history.add(
          major > 0 && random.nextInt(4) == 0
              ? removal(change, random)
              : upsert(change, random.nextBoolean(), random));
      boolean reset = random.nextInt(10) == 0;
      generation += reset ? 1 : 0;
      major = reset ? 1 : major + 1 + random.nextInt(3);
    }
    return history;
  }

  /** A delete, or as often a withdrawal. */
  public static ChangeRecord removal(ChangeBuilder change, Random random) {
    return random.nextBoolean() ? change.delete() : change.withdraw();
  }

  /**
   * An upsert of random values.
   *
   * @param full whether it carries all fields
   */
  public static ChangeRecord upsert(ChangeBuilder change, boolean full, Random random) {
    RowSchema schema = List.of(NARROW, NARROW, WIDE, OTHER_ORDER).get(random.nextInt(4));
    List<Object> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      List<Object> values = VALUES.get(field.name());
      if (values != null && (full || random.nextBoolean())) {
        fields.add(field.name());
        fields.add(values.get(random.nextInt(values.size())));
      }
    }
    return change.as(schema).upsert(fields.toArray());
  }

  /**
   * An arrival of all changes in which each source keeps its order, except that it may go back and
   * say again what it has said.
   */
  public static List<ChangeRecord> interleaved(List<List<ChangeRecord>> histories, Random random) {
    List<ChangeRecord> arrival = new ArrayList<>();
    int[] next = new int[histories.size()];
    List<Integer> unfinished = unfinished(histories, next);
    while (!unfinished.isEmpty()) {
      int source = unfinished.get(random.nextInt(unfinished.size()));
      List<ChangeRecord> history = histories.get(source);
      arrival.add(history.get(next[source]++));
      if (random.nextInt(4) == 0) {
        arrival.addAll(history.subList(random.nextInt(next[source]), next[source]));
      }
      unfinished = unfinished(histories, next);
    }
    return arrival;
  }

  private static List<Integer> unfinished(List<List<ChangeRecord>> histories, int[] next) {
    List<Integer> unfinished = new ArrayList<>();
    for (int i = 0; i < next.length; i++) {
      if (next[i] < histories.get(i).size()) {
        unfinished.add(i);
      }
    }
    return unfinished;
  }
}

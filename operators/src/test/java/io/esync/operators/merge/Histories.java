package io.esync.operators.merge;

import static io.esync.operators.merge.ChangeBuilder.SCHEMA;
import static io.esync.operators.merge.ChangeBuilder.schema;

import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import io.esync.operators.model.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random histories of one entity: what each of a few sources says, in its order, and ways in which
 * it may arrive.
 */
public final class Histories {
  private static final List<String> SOURCES = List.of("crm", "Aa", "BB", "billing");
  private static final RowSchema WIDER = schema("a", "b", "c", "d");
  private static final String[] VALUES = {"x", "y", null};
  private static final long[] TIMES = {
    Origin.UNKNOWN_TIME, 1, 2, 2, 3, 3, 4, 253_402_300_799_000_000L
  };

  private Histories() {}

  /** One list for each source, in the order of its versions, which are all different. */
  public static List<List<ChangeRecord>> bySource(Random random) {
    List<List<ChangeRecord>> histories = new ArrayList<>();
    for (String source : SOURCES.subList(0, 1 + random.nextInt(SOURCES.size()))) {
      histories.add(history(source, random));
    }
    return histories;
  }

  private static List<ChangeRecord> history(String source, Random random) {
    List<ChangeRecord> history = new ArrayList<>();
    int generation = 0;
    long major = random.nextBoolean() ? 0 : 1;
    for (int i = random.nextInt(9); i > 0; i--) {
      ChangeBuilder change =
          ChangeBuilder.of(source).at(generation, major).time(TIMES[random.nextInt(TIMES.length)]);
      history.add(major > 0 && random.nextInt(4) == 0 ? change.delete() : upsert(change, random));
      boolean reset = random.nextInt(10) == 0;
      generation += reset ? 1 : 0;
      major = reset ? 1 : major + 1 + random.nextInt(3);
    }
    return history;
  }

  private static ChangeRecord upsert(ChangeBuilder change, Random random) {
    RowSchema schema = random.nextInt(4) == 0 ? WIDER : SCHEMA;
    boolean full = random.nextBoolean();
    List<Object> fields = new ArrayList<>();
    for (int i = 1; i < schema.size(); i++) {
      if (full || random.nextBoolean()) {
        fields.add(schema.field(i).name());
        fields.add(VALUES[random.nextInt(VALUES.length)]);
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

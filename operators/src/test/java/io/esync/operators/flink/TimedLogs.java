package io.esync.operators.flink;

import io.esync.operators.merge.ChangeBuilder;
import io.esync.operators.merge.Histories;
import io.esync.operators.merge.MergeInput;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.EntityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random logs of sources that know the time, as tables have them: rows of a snapshot first, then
 * changes, which begin with a full image wherever the row is new; and between them true promises of
 * how far the source has come.
 */
final class TimedLogs {
  static final long LATENESS = 3;
  private static final EntityKey NOBODY = EntityKey.of("", 0L);

  private final Random random;
  private final int keys;
  private final List<List<MergeInput>> logs = new ArrayList<>();
  private final List<List<List<ChangeRecord>>> histories = new ArrayList<>();

  TimedLogs(int keys, Random random) {
    this.random = random;
    this.keys = keys;
    for (int key = 0; key < keys; key++) {
      histories.add(new ArrayList<>());
    }
    for (String source : Histories.SOURCES) {
      logs.add(log(source));
    }
  }

  private List<MergeInput> log(String source) {
    List<MergeInput> log = new ArrayList<>();
    Map<Long, List<ChangeRecord>> byKey = new HashMap<>();
    Set<Long> present = new HashSet<>();
    long time = 0;
    int length = random.nextBoolean() ? 0 : random.nextInt(30);
    for (int position = 0; position < length; position++) {
      time += random.nextInt(4);
      long key = random.nextInt(keys);
      ChangeBuilder change = ChangeBuilder.of(source).key(key);
      if (position > 2) {
        change.at(position).time(time - random.nextInt((int) LATENESS + 1));
      } else if (byKey.containsKey(key)) {
        continue; // a table has a row but once
      }
      boolean removal = position > 2 && random.nextBoolean();
      ChangeRecord record =
          removal
              ? Histories.removal(change, random)
              : Histories.upsert(change, !present.contains(key) || random.nextBoolean(), random);
      log.add(new MergeInput.Change(record));
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(record);
      if (record.op().removes()) {
        present.remove(key);
      } else {
        present.add(key);
      }
      if (position > 1 && random.nextBoolean()) {
        log.add(new MergeInput.Progress(NOBODY, source, time));
      }
    }
    log.add(new MergeInput.Progress(NOBODY, source, time + random.nextInt(100)));
    byKey.forEach((key, history) -> histories.get(key.intValue()).add(history));
    return log;
  }

  /** By source, with promises. */
  List<List<MergeInput>> logs() {
    return logs;
  }

  /** By source, without promises: nothing can ever be forgotten. */
  List<List<MergeInput>> withoutPromises() {
    return logs.stream()
        .map(log -> log.stream().filter(input -> input instanceof MergeInput.Change).toList())
        .toList();
  }

  /** By key and source. */
  List<List<List<ChangeRecord>>> histories() {
    return histories;
  }
}

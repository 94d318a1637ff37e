package io.esync.connectors.spi.rows;

import io.esync.connectors.spi.rows.KeyBlock.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table that were given out, each by its key and a number: which of them a complete
 * scan no longer finds. Saved is a log of packed keys, which a scan that has ended writes anew; a
 * scan under way is not saved, so that one which is cut off decides nothing. Plain; one thread.
 */
final class KnownRows {
  /** The log may hold so many outdated entries, or as many as there are keys. */
  private static final int SPARE = 10_000;

  private static final int MISSED = 1;
  private static final int SEEN_SINCE = 2;

  private final int most;
  private KeyTable table = new KeyTable();
  private int scan = 1;

  private List<KeyBlock> log;
  private int logged;
  private final List<Entry> added = new ArrayList<>();

  /** What the scan under way has seen; null between scans. */
  private List<Entry> fresh;

  private List<KeyBlock> freshBlocks;

  /** What was known before the scan that has ended, as far as it was not looked through yet. */
  private final List<KeyBlock> unswept = new ArrayList<>();

  /** Whether a row that the scan did not see is gone only if the one before missed it as well. */
  private boolean doubtful;

  /** What the scan before missed, by whether it was {@link #MISSED} only or seen since. */
  private KeyTable missed = new KeyTable();

  private KeyTable missedNow = new KeyTable();

  /** More rows than there may be. */
  static final class TooMany extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param saved what {@link #saved} gave
   * @param most how many rows it may hold
   */
  KnownRows(List<KeyBlock> saved, int most) {
    this.most = most;
    load(saved);
  }

  private void load(List<KeyBlock> blocks) {
    table = new KeyTable();
    log = new ArrayList<>(blocks);
    logged = 0;
    for (KeyBlock block : blocks) {
      logged += block.size();
      block.entries().forEach(entry -> table.put(entry.key(), entry.number(), scan));
    }
  }

  /** Whether the row is known; the scan under way has then seen it. */
  boolean see(byte[] key) {
    int place = table.find(key);
    if (place < 0) {
      return false;
    }
    if (table.scan(place) != scan) {
      table.see(place, scan);
      refresh(new Entry(key, table.number(place)));
    }
    return true;
  }

  /** Whether the row is known with this number; the scan under way has then seen it. */
  boolean see(byte[] key, long number) {
    int place = table.find(key);
    return place >= 0 && table.number(place) == number && see(key);
  }

  /** The row is given out, new or with another number than before. */
  void note(byte[] key, long number) throws TooMany {
    table.put(key, number, scan);
    if (table.size() > most) {
      throw new TooMany();
    }
    Entry entry = new Entry(key, number);
    added.add(entry);
    refresh(entry);
  }

  private void refresh(Entry entry) {
    if (missed.size() > 0) {
      int place = missed.find(entry.key());
      if (place >= 0) {
        missed.see(place, SEEN_SINCE);
      }
    }
    if (fresh != null) {
      fresh.add(entry);
      if (fresh.size() == KeyBlock.MOST) {
        freshBlocks.add(KeyBlock.of(fresh));
        fresh.clear();
      }
    }
  }

  /** A complete scan begins: what is not seen or noted from now on until its end is gone. */
  void beginScan() {
    scan++;
    fresh = new ArrayList<>();
    freshBlocks = new ArrayList<>();
  }

  /**
   * The scan has seen every row; {@link #sweep} tells what is gone.
   *
   * @param certain whether it cannot have passed a row over that is there. Else one is gone that
   *     the scan before missed as well, and nothing else saw since
   */
  void endScan(boolean certain) {
    append();
    doubtful = !certain;
    unswept.addAll(log);
    if (!fresh.isEmpty()) {
      freshBlocks.add(KeyBlock.of(fresh));
    }
    log = freshBlocks;
    fresh = null;
    freshBlocks = null;
  }

  /**
   * The next of the rows that are gone, each once.
   *
   * @return empty where there are no more
   */
  List<Entry> sweep() {
    List<Entry> gone = new ArrayList<>();
    while (!unswept.isEmpty() && gone.isEmpty()) {
      List<Entry> kept = new ArrayList<>();
      for (Entry entry : unswept.remove(unswept.size() - 1).entries()) {
        int place = table.find(entry.key());
        if (table.scan(place) != scan) {
          table.see(place, scan); // it may stand in the log again
          Entry last = new Entry(entry.key(), table.number(place));
          (doubtful && !isMissedAgain(last) ? kept : gone).add(last);
        }
      }
      keep(kept);
    }
    if (gone.isEmpty()) {
      missed = missedNow;
      missedNow = new KeyTable();
      load(log);
    }
    return gone;
  }

  private boolean isMissedAgain(Entry entry) {
    int place = missed.find(entry.key());
    return place >= 0 && missed.scan(place) == MISSED;
  }

  private void keep(List<Entry> entries) {
    if (!entries.isEmpty()) {
      entries.forEach(entry -> missedNow.put(entry.key(), entry.number(), MISSED));
      log.add(KeyBlock.of(entries));
    }
  }

  /** Whether rows were missed by a scan, of which the next one decides. */
  boolean isInDoubt() {
    return missed.size() > 0;
  }

  /** What to save: with what is to be swept, for a restart looks it through in its next scan. */
  List<KeyBlock> saved() {
    append();
    List<KeyBlock> blocks = new ArrayList<>(unswept);
    blocks.addAll(log); // later: the number of a key is that of its last entry
    return blocks;
  }

  private void append() {
    int done = 0;
    while (done < added.size()) {
      List<Entry> entries = new ArrayList<>();
      if (!log.isEmpty() && log.get(log.size() - 1).size() < KeyBlock.MOST) {
        entries.addAll(log.remove(log.size() - 1).entries());
      }
      int taken = Math.min(KeyBlock.MOST - entries.size(), added.size() - done);
      entries.addAll(added.subList(done, done + taken));
      log.add(KeyBlock.of(entries));
      done += taken;
    }
    logged += added.size();
    added.clear();
    if (fresh == null && unswept.isEmpty() && logged > 2 * table.size() + SPARE) {
      compact();
    }
  }

  /** Keeps the last entry of each key. */
  private void compact() {
    List<Entry> kept = new ArrayList<>();
    KeyTable done = new KeyTable();
    for (KeyBlock block : log) {
      for (Entry entry : block.entries()) {
        if (table.number(table.find(entry.key())) == entry.number() && done.find(entry.key()) < 0) {
          done.put(entry.key(), entry.number(), 1);
          kept.add(entry);
        }
      }
    }
    List<KeyBlock> blocks = new ArrayList<>();
    for (int from = 0; from < kept.size(); from += KeyBlock.MOST) {
      blocks.add(KeyBlock.of(kept.subList(from, Math.min(kept.size(), from + KeyBlock.MOST))));
    }
    load(blocks);
  }
}

package io.esync.operators.flink.resync;

import io.esync.operators.control.Command;
import io.esync.operators.resync.Since;
import java.util.List;

/**
 * A command and how far it was carried out.
 *
 * @param streams those that are still to be read, the first of them in part; null where that is not
 *     known yet
 * @param since where the first of them is read from; null where it was not begun
 * @param next where its next chunk begins; null for its start
 * @param rows how many rows were read
 * @param unread how many of them could not be read
 * @param unreadHere how many of those are of the first stream
 */
record ResyncTask(
    Command command,
    List<String> streams,
    Since since,
    String next,
    long rows,
    long unread,
    long unreadHere) {
  static ResyncTask of(Command command) {
    return new ResyncTask(command, null, null, null, 0, 0, 0);
  }

  ResyncTask reading(List<String> all) {
    return new ResyncTask(command, all, null, null, rows, unread, 0);
  }

  ResyncTask from(Since place) {
    return new ResyncTask(command, streams, place, null, rows, unread, 0);
  }

  /** After a chunk of {@code more} rows, {@code bad} of which could not be read. */
  ResyncTask chunk(String following, long more, long bad) {
    return new ResyncTask(
        command, streams, since, following, rows + more, unread + bad, unreadHere + bad);
  }

  /** After the last chunk of the first stream. */
  ResyncTask streamDone() {
    List<String> rest = streams.subList(1, streams.size());
    return new ResyncTask(command, List.copyOf(rest), null, null, rows, unread, 0);
  }
}

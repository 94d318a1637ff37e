package io.esync.connectors.cdc.mysql;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * XA transactions that were prepared and not yet committed. Their changes are kept in memory; a
 * restart reads them again.
 */
final class PreparedTransactions {
  private final Map<String, Prepared> transactions = new LinkedHashMap<>();

  /**
   * A changed row.
   *
   * @param before null for a new row
   * @param after null for a deleted row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Change(LoggedTable table, Object[] before, Object[] after) {}

  private record Prepared(LogPosition start, List<Change> changes) {}

  void add(String xid, LogPosition start, List<Change> changes) {
    transactions.put(xid, new Prepared(start, changes));
  }

  /**
   * Removes a transaction and gives its changes. None where it is not known: it was prepared before
   * the log was first read, and copied with the tables.
   */
  List<Change> commit(String xid) {
    Prepared transaction = transactions.remove(xid);
    return transaction == null ? List.of() : transaction.changes;
  }

  /** Where the oldest begins, or null where there is none. */
  LogPosition first() {
    return transactions.isEmpty() ? null : transactions.values().iterator().next().start;
  }

  /** An id as the server writes it in {@code XA COMMIT}, read off the event of its preparation. */
  static String xid(LogBuffer in) {
    long format = in.number(4);
    int global = (int) in.number(4);
    int branch = (int) in.number(4);
    HexFormat hex = HexFormat.of().withUpperCase();
    return "X'"
        + hex.formatHex(in.bytes(global))
        + "',X'"
        + hex.formatHex(in.bytes(branch))
        + "',"
        + format;
  }
}

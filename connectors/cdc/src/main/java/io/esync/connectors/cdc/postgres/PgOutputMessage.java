package io.esync.connectors.cdc.postgres;

import io.esync.operators.model.Row;
import java.util.List;

/**
 * A message of the {@code pgoutput} plug-in, protocol version 1, with values as text, or {@link
 * Row#ABSENT} for a TOASTed value that an update did not touch.
 */
sealed interface PgOutputMessage {
  /**
   * The start of a transaction.
   *
   * @param commitMicros commit time: microseconds since 1970
   */
  record Begin(long commitMicros) implements PgOutputMessage {}

  /**
   * Where a transaction comes from; follows its start.
   *
   * @param name of the replication origin of the session that committed it
   */
  record Origin(String name) implements PgOutputMessage {}

  /**
   * The end of a transaction.
   *
   * @param end where the log goes on behind the transaction
   */
  record Commit(long end) implements PgOutputMessage {}

  /**
   * Describes a table, before its first change and after each change of its structure.
   *
   * @param identity what an old row tells of itself: {@code d} primary key, {@code i} an index,
   *     {@code f} all, {@code n} nothing
   * @param table its key columns are those that an old row tells
   */
  record Relation(int oid, char identity, TableSchema table) implements PgOutputMessage {}

  /** A new row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Insert(int relation, Object[] after) implements PgOutputMessage {}

  /**
   * A changed row.
   *
   * @param before null where the key is the same and the table does not log whole rows
   * @param whole whether {@code before} is the whole row rather than its key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Update(int relation, Object[] before, boolean whole, Object[] after)
      implements PgOutputMessage {}

  /** A deleted row; see {@link Update}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Delete(int relation, Object[] before, boolean whole) implements PgOutputMessage {}

  /** All rows of some tables went at once. */
  record Truncate(List<Integer> relations) implements PgOutputMessage {}

  /** Nothing that rows depend on. */
  record Other() implements PgOutputMessage {}
}

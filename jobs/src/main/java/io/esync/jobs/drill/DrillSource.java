package io.esync.jobs.drill;

import io.esync.connectors.testkit.DatabaseServer;
import java.nio.file.Path;

/**
 * A database system that a drill reads from: how its table is made, changed and read back.
 *
 * <p>Whatever the system, the table is of the same kind: a key, values of many types, now and then
 * a large text.
 */
interface DrillSource {
  /** The connector that captures it. */
  String connector();

  DatabaseServer server();

  /** Holds the password of the server, for a reference in a pipeline file. */
  Path passwordFile();

  /** Creates a database with a table {@code drill} of {@code rows} rows, their ids from 1. */
  void create(String database, int rows);

  /** Deletes a database that no job uses any more. */
  void drop(String database);

  /** The table's name as a stream. */
  String stream(String database);

  /** Whether the reader of the log is connected: it is not before all chunks are read. */
  boolean isRead(String database);

  /** The statements of random changes. */
  DrillStatements statements();

  /** Inserts {@link DrillTable#MARKERS} rows with ids below 0, last of all. */
  void insertMarkers(String database);

  /** A query for the id and a text of the rest of each row, in the order of the ids. */
  String content();

  /** The same for PostgreSQL, which the rows are copied to. */
  String copiedContent();
}

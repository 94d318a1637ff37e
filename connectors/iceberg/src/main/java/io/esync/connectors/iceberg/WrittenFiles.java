package io.esync.connectors.iceberg;

import java.util.List;

/**
 * The files that one writer has finished for a table.
 *
 * @param table namespace and name, joined by dots
 * @param generation orders the files of a writer within a checkpoint: the deletes of a later one
 *     hit the rows of an earlier one
 * @param dataFiles as Iceberg's REST protocol writes them, in JSON
 * @param deleteFiles the same for equality and position deletes
 */
record WrittenFiles(
    String table, int generation, List<String> dataFiles, List<String> deleteFiles) {
  WrittenFiles {
    dataFiles = List.copyOf(dataFiles);
    deleteFiles = List.copyOf(deleteFiles);
  }
}

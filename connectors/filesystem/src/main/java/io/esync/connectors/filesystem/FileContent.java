package io.esync.connectors.filesystem;

import io.esync.operators.model.SourceRecord;
import java.io.Closeable;
import java.io.IOException;

/** What a file holds, read from some place on. */
interface FileContent extends Closeable {
  /**
   * The next of it; null where there is nothing more now.
   *
   * @throws IOException if the file is broken, or with a {@link StoredFile.StorageException} among
   *     the causes if it cannot be read now
   */
  Found next() throws IOException;

  /**
   * What was found.
   *
   * @param record null for what tells nothing, e.g. an empty line
   * @param offset of what comes after it, see {@link FileMark#offset}
   * @param lines that it takes
   * @param bytes that it takes, about
   */
  record Found(SourceRecord record, long offset, long lines, long bytes) {}

  /** Opens files of one format. */
  interface Opening {
    /**
     * Opens a file.
     *
     * @param name by which people know it
     * @param mark where to go on
     */
    FileContent open(String name, StoredFile file, FileMark mark) throws IOException;
  }
}

package io.esync.connectors.filesystem;

/**
 * By what a file is known again.
 *
 * @param length in bytes
 * @param modified when it was last written, in milliseconds since the epoch; {@link #UNKNOWN} where
 *     it is not known
 */
record FileStamp(long length, long modified) {
  static final long UNKNOWN = -1;

  /** Whether nothing tells the two apart. */
  boolean matches(FileStamp other) {
    return length == other.length
        && (modified == other.modified || modified == UNKNOWN || other.modified == UNKNOWN);
  }
}

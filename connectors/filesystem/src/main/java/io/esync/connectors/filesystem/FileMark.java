package io.esync.connectors.filesystem;

/**
 * How far a file has been read.
 *
 * @param number orders the files of a source: 1 is the first that was found
 * @param offset of what comes next: in lines of text the byte, else how many records are before it
 * @param lines that were read
 * @param stamp the file as it was when it was last looked at
 * @param finished whether it was read to its end
 */
record FileMark(long number, long offset, long lines, FileStamp stamp, boolean finished) {
  /** The start of a file. */
  static FileMark start(long number, FileStamp stamp) {
    return new FileMark(number, 0, 0, stamp, false);
  }

  FileMark advanced(long toOffset, long readLines) {
    return new FileMark(number, toOffset, lines + readLines, stamp, false);
  }

  FileMark end() {
    return new FileMark(number, offset, lines, stamp, true);
  }

  /** The same place in a file that has grown. */
  FileMark grown(FileStamp now) {
    return new FileMark(number, offset, lines, now, false);
  }
}

package io.esync.connectors.filesystem;

/**
 * How far a file has been read.
 *
 * @param number orders the files of a source: 1 is the first that was found
 * @param offset of the first byte that was not read
 * @param lines that were read
 */
record FileMark(long number, long offset, long lines) {}

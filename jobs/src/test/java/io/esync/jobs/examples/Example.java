package io.esync.jobs.examples;

import java.util.Map;

/** A pipeline of pipelines/ with real systems for it, which hold nothing at first. */
interface Example extends AutoCloseable {
  /** Name of the file, e.g. {@code poll.yaml}. */
  String file();

  /** What stands in the file, by what is to stand there in a test; each must be in the file. */
  Map<String, String> replaced();

  /** What the references to the environment stand for. */
  Map<String, String> environment();

  /** Inserts the row, or changes it where it is there. */
  void put(long id, String name) throws Exception;

  void delete(long id) throws Exception;

  /** The names by id as the source system holds them. */
  Map<Long, String> source() throws Exception;

  /** The names by id as somebody sees them who reads the target. */
  Map<Long, String> target() throws Exception;

  @Override
  void close();
}

package io.esync.connectors.spi;

import java.io.Serializable;

/**
 * Opens the writer of a target where it runs. Travels in the job graph: it holds no secret that
 * could be a reference instead, and nothing open.
 */
@FunctionalInterface
public interface TargetWriterFactory extends Serializable {
  /**
   * Connects, creates what is missing and may be created, and checks what is there.
   *
   * @throws TargetException transient where another attempt may succeed, fatal where the target
   *     does not fit and a person has to act
   */
  TargetWriter open() throws TargetException;

  /**
   * As {@link #open()}, for one of several writers.
   *
   * @param writer its number, counted from 0: no two that are open at the same time share one
   */
  default TargetWriter open(int writer) throws TargetException {
    return open();
  }
}

package io.esync.connectors.spi.write;

/** What becomes of a record that the target will never take. */
public enum OnRefusal {
  /** It is rejected and the others go on. */
  REJECT,
  /** The job fails: for reports, which have nowhere else to go. */
  FAIL
}

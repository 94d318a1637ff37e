package io.esync.connectors.cdc.postgres;

/** A value of the source that our type for it cannot hold; the message says which kind of value. */
final class UnrepresentableValue extends Exception {
  private static final long serialVersionUID = 1L;

  UnrepresentableValue(String kind) {
    super(kind, null, false, false);
  }
}

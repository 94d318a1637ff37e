package io.esync.connectors.spi;

/** A value of the source that our type for it cannot hold; the message says which kind of value. */
public final class UnrepresentableValue extends Exception {
  private static final long serialVersionUID = 1L;

  public UnrepresentableValue(String kind) {
    super(kind, null, false, false);
  }
}

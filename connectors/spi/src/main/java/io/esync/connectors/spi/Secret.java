package io.esync.connectors.spi;

import java.io.Serializable;
import java.util.Objects;

/**
 * A value that is never shown: a password, a token. In the pipeline file it stands as a reference,
 * {@code ${env:NAME}} or {@code ${file:/path}}, which is resolved at submission.
 */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, to be handed to the system that asks for it and to nothing else. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "******";
  }
}

package io.esync.connectors.testkit.contract;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every test wait for two minutes where it does not say for how long: Awaitility's own 10 s
 * are too short for real servers on a busy machine. Applies by itself wherever the testkit is.
 */
public final class PatientAwaiting implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}

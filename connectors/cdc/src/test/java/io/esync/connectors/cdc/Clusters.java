package io.esync.connectors.cdc;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** The Flink clusters within the JVM of a test. */
final class Clusters {
  private Clusters() {}

  /** One with a TaskManager of {@code slots}. */
  static MiniClusterExtension ofSlots(int slots) {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(slots)
            .build());
  }
}

package io.esync.connectors.testkit;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main class of a broker's process: formats the data directory once, then serves. */
final class KafkaBroker {
  // A cluster is found again by its data, so all may have the same id.
  private static final String CLUSTER_ID = "ZXN5bmMtdGVzdGtpdC0wMA";

  private KafkaBroker() {}

  /**
   * Serves until the process is ended.
   *
   * @param arguments the path of the broker's configuration
   */
  public static void main(String[] arguments) {
    String[] format = {
      "format",
      "--ignore-formatted",
      "--cluster-id",
      CLUSTER_ID,
      "--config",
      arguments[0],
      "--add-scram",
      "SCRAM-SHA-256=" + KafkaListeners.SCRAM_USER,
      "--add-scram",
      "SCRAM-SHA-512=" + KafkaListeners.SCRAM_USER
    };
    int status = StorageTool.execute(format, System.out);
    if (status != 0) {
      System.exit(status);
    }
    Kafka.main(arguments);
  }
}

package io.esync.connectors.testkit;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Flink's plugins in this JVM, for tests that run jobs without a cluster's processes. The module's
 * pom puts them into {@code target/plugins} and names that folder in {@code FLINK_PLUGINS_DIR}:
 * {@code maven-dependency-plugin} among its build plugins does both.
 */
public final class FlinkPlugins {
  private FlinkPlugins() {}

  /**
   * Makes the file systems of the plugins known to this JVM, e.g. {@code s3://}. What was known
   * before is replaced, so that a later server takes the place of an earlier one.
   *
   * @param options Flink's configuration, e.g. {@link S3Server#flinkOptions()}
   */
  public static void useFileSystems(Map<String, String> options) {
    Configuration configuration = Configuration.fromMap(options);
    PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
    FileSystem.initialize(configuration, plugins);
  }
}

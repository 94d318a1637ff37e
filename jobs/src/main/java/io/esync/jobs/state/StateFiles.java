package io.esync.jobs.state;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/** The file systems that checkpoints lie in, for this process. */
public final class StateFiles {
  private StateFiles() {}

  /**
   * Makes known what the cluster of {@code conf} knows: its options for s3:// and the like, and the
   * plugins in the folder that {@code FLINK_PLUGINS_DIR} names.
   *
   * @param conf a configuration folder of Flink; where there is none, Flink's defaults hold
   */
  public static void know(Path conf) {
    Configuration settings =
        Files.isDirectory(conf)
            ? GlobalConfiguration.loadConfiguration(conf.toString())
            : new Configuration();
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
  }
}

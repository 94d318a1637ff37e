package io.esync.jobs.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * The cluster that jobs are submitted to, and that answers.
 *
 * @param flink distribution whose command line is used
 * @param conf configuration folder that names the cluster
 * @param rest client of its REST API
 * @param overview what it answered
 */
public record RunningCluster(
    FlinkDistribution flink, Path conf, FlinkRest rest, ClusterOverview overview) {

  /**
   * The cluster of {@code FLINK_CONF_DIR}; or else the local one that {@code esync cluster start}
   * started; or else the one that {@code FLINK_HOME/conf} names.
   *
   * @throws ClusterException when there is none, or it does not answer
   */
  public static RunningCluster find(Installation installation, Map<String, String> environment) {
    FlinkDistribution flink = installation.flink(environment);
    Path conf = conf(installation, environment, flink);
    FlinkRest rest = new FlinkRest(FlinkRest.address(FlinkConfigFile.readFrom(conf)));
    return new RunningCluster(flink, conf, rest, rest.overview());
  }

  /** The configuration folder that {@link #find} goes by, whether or not its cluster answers. */
  public static Path conf(Installation installation, Map<String, String> environment) {
    return conf(installation, environment, installation.flink(environment));
  }

  private static Path conf(
      Installation installation, Map<String, String> environment, FlinkDistribution flink) {
    String named = environment.getOrDefault("FLINK_CONF_DIR", "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    ClusterDirectory local = new ClusterDirectory(installation.clusterDirectory());
    boolean other = environment.containsKey("FLINK_HOME") && !local.jobManager().isAlive();
    return local.isConfigured() && !other ? local.conf() : flink.conf();
  }

  /** Flink's command line, pointed to this cluster. */
  public FlinkCli cli() {
    return new FlinkCli(flink, conf);
  }
}

package io.esync.jobs.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The command lines of Flink's JVMs. They do what {@code bin/*.sh} of Flink's own distribution
 * does, which no Maven artifact holds.
 *
 * @param flink distribution to run
 * @param conf configuration folder to run it with
 */
record FlinkCommands(FlinkDistribution flink, Path conf) {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String CLI = "org.apache.flink.client.cli.CliFrontend";
  private static final String BASH_JAVA_UTILS = "org.apache.flink.runtime.util.bash.BashJavaUtils";
  private static final String RESULT_PREFIX = "BASH_JAVA_UTILS_EXEC_RESULT:";

  Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", conf.toString(),
        "FLINK_LIB_DIR", flink.lib().toString(),
        "FLINK_PLUGINS_DIR", flink.plugins().toString());
  }

  List<String> jobManager(FlinkProcess process) {
    MemoryParameters memory = memoryParameters("GET_JM_RESOURCE_PARAMS");
    List<String> command = jvm(memory.jvmFlags(), "env.java.opts.jobmanager");
    command.addAll(logging("log4j.properties", process.log()));
    command.addAll(List.of("-cp", flink.classPath(), JOB_MANAGER));
    command.addAll(List.of("--configDir", conf.toString(), "--executionMode", "cluster"));
    command.addAll(memory.programArguments());
    return command;
  }

  List<String> taskManager(FlinkProcess process) {
    MemoryParameters memory = memoryParameters("GET_TM_RESOURCE_PARAMS");
    List<String> command = jvm(memory.jvmFlags(), "env.java.opts.taskmanager");
    command.addAll(logging("log4j.properties", process.log()));
    command.addAll(List.of("-cp", flink.classPath(), TASK_MANAGER));
    command.addAll(List.of("--configDir", conf.toString()));
    command.addAll(List.of("-D", "taskmanager.resource-id=" + process.newIdentity()));
    command.addAll(memory.programArguments());
    return command;
  }

  List<String> cli(List<String> arguments, Path log) {
    List<String> command =
        jvm(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), "env.java.opts.client");
    command.addAll(logging("log4j-cli.properties", log));
    command.addAll(List.of("-Dlog.level=INFO", "-Dlog.target=File"));
    command.addAll(List.of("-cp", flink.classPath(), CLI));
    command.addAll(arguments);
    return command;
  }

  private List<String> jvm(List<String> flags, String optionsKey) {
    FlinkConfigFile config = FlinkConfigFile.readFrom(conf);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    Stream.of("env.java.opts.all", optionsKey)
        .flatMap(key -> config.get(key).stream())
        .flatMap(options -> Stream.of(options.strip().split("\\s+")))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    return command;
  }

  private List<String> logging(String file, Path log) {
    return List.of("-Dlog.file=" + log, "-Dlog4j.configurationFile=" + conf.resolve(file).toUri());
  }

  /** Flink works out the sizes of its memory areas itself, from config.yaml. */
  private MemoryParameters memoryParameters(String what) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            flink.classPath(),
            BASH_JAVA_UTILS,
            what,
            "--configDir",
            conf.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<String> results =
          output
              .lines()
              .filter(line -> line.startsWith(RESULT_PREFIX))
              .map(line -> line.substring(RESULT_PREFIX.length()).strip())
              .toList();
      if (process.waitFor() != 0 || results.size() != 2) {
        throw new ClusterException(
            "Flink cannot size its memory from "
                + conf.resolve(FlinkConfigFile.NAME)
                + ": "
                + complaint(output));
      }
      return new MemoryParameters(words(results.get(0)), words(results.get(1)));
    } catch (IOException e) {
      throw new ClusterException("Cannot run " + command.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while starting Flink.", e);
    }
  }

  private static String complaint(String output) {
    return output
        .lines()
        .filter(line -> line.contains("Exception:") || line.startsWith("Error"))
        .reduce((first, second) -> second)
        .orElse(output.strip());
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
  }

  private record MemoryParameters(List<String> jvmFlags, List<String> programArguments) {}
}

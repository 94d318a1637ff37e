package io.esync.jobs.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's own command line ({@code flink run}, {@code flink list}, …), run as a process. */
public final class FlinkCli {
  private static final Pattern JOB_ID =
      Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

  private final FlinkDistribution flink;
  private final Path conf;
  private final Map<String, String> variables;

  /**
   * Uses the distribution's {@code bin/flink} where it has one.
   *
   * @param conf configuration folder, names the cluster to talk to
   */
  public FlinkCli(FlinkDistribution flink, Path conf) {
    this(flink, conf, Map.of());
  }

  private FlinkCli(FlinkDistribution flink, Path conf, Map<String, String> variables) {
    this.flink = flink;
    this.conf = conf;
    this.variables = variables;
  }

  /** The same command line with environment variables beside those of this process. */
  public FlinkCli withEnvironment(Map<String, String> environment) {
    return new FlinkCli(flink, conf, Map.copyOf(environment));
  }

  /**
   * Submits a job and leaves it to the cluster: {@code flink run -d <options> <jar> <arguments>}.
   *
   * @param options of {@code flink run}, such as {@code -s <savepoint>}
   * @param arguments of the job's main method
   * @return id of the job
   * @throws ClusterException when the job's main method or the cluster refuses, with the root cause
   */
  public String submit(List<String> options, Path jar, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("run", "-d"));
    command.addAll(options);
    command.add(jar.toString());
    command.addAll(arguments);
    Result result = run(command);
    Matcher submitted = JOB_ID.matcher(result.output());
    if (result.exitCode() != 0 || !submitted.find()) {
      throw new ClusterException("flink run failed: " + result.complaint());
    }
    return submitted.group(1);
  }

  /** Runs the command line with the given arguments and waits for its end. */
  public Result run(List<String> arguments) {
    try {
      Path log = Files.createTempFile("flink-cli-", ".log");
      Process process = start(arguments, log);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (!output.contains(Result.STACK_TRACE) || Files.size(log) == 0) {
        Files.delete(log);
        return new Result(exitCode, output, Optional.empty());
      }
      return new Result(exitCode, output, Optional.of(log));
    } catch (IOException e) {
      throw new ClusterException("Cannot run Flink's command line: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while running Flink's command line.", e);
    }
  }

  private Process start(List<String> arguments, Path log) throws IOException {
    Path script = flink.home().resolve("bin/flink");
    FlinkCommands commands = new FlinkCommands(flink, conf);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(script)) {
      command.add(script.toString());
      command.addAll(arguments);
    } else {
      command.addAll(commands.cli(arguments, log));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.putAll(variables);
    environment.putAll(commands.environment());
    return builder.start();
  }

  /**
   * The end of a run.
   *
   * @param output standard output and standard error together
   * @param log of Flink's command line, kept where the output holds a stack trace
   */
  public record Result(int exitCode, String output, Optional<Path> log) {
    private static final String STACK_TRACE = "The program finished with the following exception:";

    /** What went wrong: the bottom of the stack trace, or the output where there is none. */
    public String complaint() {
      int trace = output.indexOf(STACK_TRACE);
      if (trace < 0) {
        return output.strip();
      }
      String exception = output.substring(trace + STACK_TRACE.length()).strip();
      return JobFailure.rootCause(exception) + log.map(file -> " (log: " + file + ")").orElse("");
    }
  }
}

package io.esync.jobs;

import io.esync.jobs.compile.PipelineCompiler;
import io.esync.jobs.compile.Preflight;
import io.esync.jobs.compile.UnmetPrerequisitesException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.InvalidPipelineException;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.bind.References;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What {@code flink run} calls: {@code --pipeline FILE}, once or several times. Each file becomes a
 * job of its own. Nothing is submitted unless all files are valid and everything they name is
 * ready.
 */
public final class EsyncJob {
  private static final String USAGE = "usage: --pipeline FILE [--pipeline FILE ...]";
  private static final int FAILED = 1;
  private static final int INVALID_INPUT = 2;
  private static final String FLINK_CLI = "org.apache.flink.client.cli.CliFrontend";

  private EsyncJob() {}

  public static void main(String[] arguments) throws Exception {
    try {
      List<PipelineSpec> pipelines = load(files(arguments));
      check(pipelines);
      for (PipelineSpec pipeline : pipelines) {
        StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.getExecutionEnvironment();
        PipelineCompiler.compile(pipeline, ConnectorCatalog.discover(), environment);
        environment.execute(pipeline.id());
      }
    } catch (InvalidPipelineException | IllegalArgumentException e) {
      refuse(e, INVALID_INPUT);
    } catch (UnmetPrerequisitesException e) {
      refuse(e, FAILED);
    }
  }

  private static List<Path> files(String[] arguments) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].equals("--pipeline") || i + 1 == arguments.length) {
        throw new IllegalArgumentException("'" + arguments[i] + "' is not expected; " + USAGE);
      }
      files.add(Path.of(arguments[i + 1]));
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no pipeline file is given; " + USAGE);
    }
    return files;
  }

  private static List<PipelineSpec> load(List<Path> files) {
    PipelineLoader loader = new PipelineLoader(ConnectorCatalog.discover());
    References references = References.of(System.getenv());
    return files.stream().map(file -> loader.load(file, references)).toList();
  }

  /** Refuses to start a job that is known not to run. */
  private static void check(List<PipelineSpec> pipelines) {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    List<Preflight.Finding> findings =
        pipelines.stream().flatMap(p -> Preflight.check(p, catalog).stream()).toList();
    if (!findings.isEmpty()) {
      throw new UnmetPrerequisitesException(findings);
    }
  }

  /**
   * Ends with a message and without a stack trace where this process is Flink's command line. In
   * any other process, such as a JobManager that got the jar by its Web UI, ending is not ours.
   */
  private static void refuse(RuntimeException mistake, int exitCode) {
    boolean commandLine =
        StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(FLINK_CLI)));
    if (!commandLine) {
      throw mistake;
    }
    System.err.println(mistake.getMessage());
    System.exit(exitCode);
  }
}

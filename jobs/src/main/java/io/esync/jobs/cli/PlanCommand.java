package io.esync.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.esync.jobs.compile.GraphPlan;
import io.esync.jobs.compile.Preflight;
import io.esync.jobs.compile.UnmetPrerequisitesException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.bind.References;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code esync plan FILE}: what would run. */
@Command(
    name = "plan",
    description = {
      "Show what a pipeline becomes: its Flink graph with uids, guarantees, and all options with"
          + " their defaults filled in.",
      "Secrets are masked; without --check none is needed and nothing is connected to."
    })
final class PlanCommand implements Callable<Integer> {
  private static final int OK = 0;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Pipeline file, YAML or JSON.")
  private Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--check",
      description = "Connect to every source and target and test what they need.")
  private boolean check;

  @Override
  public Integer call() throws Exception {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    PipelineLoader loader = new PipelineLoader(catalog);
    PlanReport report = PlanReport.of(loader.load(file, References.kept()), catalog);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      print(report, out);
    }
    if (check) {
      List<Preflight.Finding> findings =
          Preflight.check(loader.load(file, References.of(System.getenv())), catalog);
      if (!findings.isEmpty()) {
        throw new UnmetPrerequisitesException(findings);
      }
      out.println(json ? "" : "Everything it needs is there.");
    }
    return OK;
  }

  private static void print(PlanReport report, PrintWriter out) {
    out.println("pipeline " + report.pipeline());
    for (PlanReport.Endpoint endpoint : report.endpoints()) {
      out.println();
      out.println(endpoint.role() + " " + endpoint.id() + " (" + endpoint.type() + ")");
      out.println("  guarantee: " + endpoint.guarantee());
      endpoint.options().forEach((name, value) -> out.println("  " + name + ": " + value));
    }
    out.println();
    out.println("operators");
    for (GraphPlan.Operator operator : report.operators()) {
      out.println("  " + operator.uid());
      out.println(
          "    "
              + operator.kind()
              + (operator.output().isEmpty() ? "" : " → " + operator.output()));
      operator.inputs().forEach(input -> out.println("    ← " + input));
    }
  }
}

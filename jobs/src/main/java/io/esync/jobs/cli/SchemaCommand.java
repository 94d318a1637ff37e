package io.esync.jobs.cli;

import io.esync.jobs.docs.PipelineSchema;
import io.esync.jobs.spec.ConnectorCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of pipeline files. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of pipeline files, for editors that complete and check.")
final class SchemaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(new PipelineSchema(ConnectorCatalog.discover()).text());
    spec.commandLine().getOut().flush();
  }
}

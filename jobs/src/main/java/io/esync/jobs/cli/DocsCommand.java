package io.esync.jobs.cli;

import io.esync.jobs.docs.GeneratedDocs;
import io.esync.jobs.spec.ConnectorCatalog;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the documentation that is generated from the declarations of options. */
@Command(
    name = "docs",
    hidden = true,
    description = "Writes the connector pages and the JSON Schema into the docs folder.")
final class DocsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "docs",
      description = "The folder.")
  private Path folder;

  @Override
  public void run() {
    try {
      GeneratedDocs.of(ConnectorCatalog.discover()).writeTo(folder);
    } catch (IOException e) {
      throw new CommandFailedException("cannot write into " + folder + ": " + e.getMessage(), e);
    }
    spec.commandLine().getOut().println("written into " + folder);
  }
}

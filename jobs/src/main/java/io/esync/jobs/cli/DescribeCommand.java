package io.esync.jobs.cli;

import io.esync.jobs.docs.ConnectorText;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.operators.model.NearestName;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what connectors there are, and what options one has. */
@Command(
    name = "describe",
    description = "Lists the connectors, or tells everything about one of them.")
final class DescribeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TYPE", arity = "0..1", description = "A connector, e.g. postgres-cdc.")
  private String type;

  @Override
  public void run() {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    ConnectorText text = new ConnectorText(catalog);
    if (type == null) {
      print(text.list());
      return;
    }
    Set<String> known = new TreeSet<>(catalog.sourceTypes());
    known.addAll(catalog.targetTypes());
    if (!known.contains(type)) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no connector '" + type + "' (" + NearestName.hint(type, known) + ")");
    }
    print(text.describe(type));
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}

package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.dlq.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code esync dlq list}. */
@Command(name = "list", description = "Lists dead letters, those first seen last before others.")
final class DlqListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private DlqCommand dlq;
  @Mixin private LetterOptions which;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "As JSON, with their payloads in base64.")
  private boolean json;

  @Override
  public Integer call() throws StoreException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1, not " + limit);
    }
    List<DeadLetter> letters = dlq.desk().list(which.filter(), limit);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      LetterText.json(letters, out);
    } else if (letters.isEmpty()) {
      out.println("There are no such dead letters.");
    } else {
      LetterText.table(letters, out);
    }
    out.flush();
    return ExitCode.OK;
  }
}

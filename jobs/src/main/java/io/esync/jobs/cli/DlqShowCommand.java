package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.dlq.DeadLetter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code esync dlq show}. */
@Command(name = "show", description = "Shows all there is to see of a dead letter.")
final class DlqShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private DlqCommand dlq;

  @Parameters(paramLabel = "ID", description = "Id of the dead letter.")
  private String id;

  @Option(names = "--json", description = "As JSON, with its payload in base64.")
  private boolean json;

  @Override
  public Integer call() throws StoreException {
    DeadLetter letter = dlq.desk().letter(id);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      LetterText.json(List.of(letter), out);
    } else {
      LetterText.print(letter, out);
    }
    out.flush();
    return ExitCode.OK;
  }
}

package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import io.esync.operators.control.CommandRow;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which pipeline is asked, by whom and why. */
final class CommandOptions {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      required = true,
      description = "The pipeline file.")
  private Path file;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the audit (default: ${DEFAULT-VALUE}).")
  private String by;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the audit.")
  private String reason;

  String by() {
    return by;
  }

  String reason() {
    return reason;
  }

  Path file() {
    return file;
  }

  CommandDesk desk() {
    return CommandDesk.open(file, System.getenv());
  }

  /** Writes the command and says where it is. */
  void issue(CommandForm form, PrintWriter out) throws StoreException {
    CommandDesk.Written written = desk().issue(form);
    ReviewText.line("command", String.valueOf(written.row().get(CommandRow.ID)), out);
    ReviewText.line("into", written.place(), out);
    out.flush();
  }
}

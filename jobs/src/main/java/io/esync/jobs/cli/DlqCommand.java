package io.esync.jobs.cli;

import io.esync.jobs.dlq.LetterDesk;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code esync dlq}: what a pipeline could not take. */
@Command(
    name = "dlq",
    description = {
      "Shows the dead letters of a pipeline and takes them through it once more.",
      "They are where 'dlq:' of the pipeline file says, in tables (jdbc), topics (kafka) or in files"
          + " of JSON lines (filesystem). Only its secrets are needed, and for a replay those of the"
          + " first control source that takes commands."
    },
    synopsisSubcommandLabel = "(list | show | replay)",
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqReplayCommand.class,
    })
final class DlqCommand {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      required = true,
      scope = ScopeType.INHERIT,
      description = "The pipeline file.")
  private Path file;

  LetterDesk desk() {
    return LetterDesk.open(file, System.getenv());
  }
}

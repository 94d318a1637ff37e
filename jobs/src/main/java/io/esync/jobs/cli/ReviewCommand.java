package io.esync.jobs.cli;

import io.esync.jobs.review.Desk;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code esync review}: what a pipeline asks people to decide. */
@Command(
    name = "review",
    description = {
      "Shows the reviews of a pipeline and decides them.",
      "Reviews and decisions are where 'review:' and 'control:' of the pipeline file say, in tables"
          + " (jdbc) or in files of JSON lines (filesystem). Only the secrets of these two are"
          + " needed."
    },
    synopsisSubcommandLabel = "(list | show | decide)",
    subcommands = {
      ReviewListCommand.class,
      ReviewShowCommand.class,
      ReviewDecideCommand.class,
    })
final class ReviewCommand {
  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      required = true,
      scope = ScopeType.INHERIT,
      description = "The pipeline file.")
  private Path file;

  Desk desk() {
    return Desk.open(file, System.getenv());
  }
}

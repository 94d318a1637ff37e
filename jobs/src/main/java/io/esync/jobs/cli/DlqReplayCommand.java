package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.dlq.DeadLetter;
import io.esync.jobs.dlq.LetterDesk;
import io.esync.jobs.dlq.LetterFilter;
import io.esync.jobs.dlq.Replay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code esync dlq replay}. */
@Command(
    name = "replay",
    description = {
      "Takes dead letters through the running pipeline once more, by its mappings of now.",
      "A row that a target refused is written as it is now, so that nothing newer is overwritten;"
          + " what fails again is the same dead letter, with a higher attempt. Replaying twice"
          + " changes nothing."
    })
final class DlqReplayCommand implements Callable<Integer> {
  private static final int SHOWN_EVERY = 100;

  @Spec private CommandSpec spec;
  @ParentCommand private DlqCommand dlq;
  @Mixin private LetterOptions which;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of dead letters.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All dead letters of the pipeline.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, the newest.")
  private Integer limit;

  @Option(names = "--dry-run", description = "Only list what would be replayed.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Replay what belongs to replicated entities too, of which nothing is kept: an older row"
              + " then overwrites a newer one if the row has changed since.")
  private boolean force;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the audit (default: ${DEFAULT-VALUE}).")
  private String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit.")
  private String reason;

  @Override
  public Integer call() throws StoreException {
    LetterFilter filter = which.filter();
    check(filter);
    PrintWriter out = spec.commandLine().getOut();
    LetterDesk desk = dlq.desk();
    Replay replay = desk.replay(letters(desk, filter), force);
    for (Replay.Refused refused : replay.refused()) {
      out.printf("%s is not replayed: %s%n", refused.letter().id(), refused.why());
    }
    int count = replay.letters().size();
    if (dryRun) {
      if (count > 0) {
        LetterText.table(replay.letters(), out);
      }
      out.printf("%,d would be replayed, %,d not%n", count, replay.refused().size());
    } else {
      issue(replay, out);
    }
    out.flush();
    return replay.refused().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void issue(Replay replay, PrintWriter out) throws StoreException {
    int count = replay.letters().size();
    String place =
        replay.issue(
            by,
            reason,
            written -> {
              if (written % SHOWN_EVERY == 0 && written < count) {
                out.printf("  %,d of %,d%n", written, count);
                out.flush();
              }
            });
    out.printf(
        "%,d to be replayed%s, %,d not%n",
        count, count == 0 ? "" : " (commands in " + place + ")", replay.refused().size());
  }

  private void check(LetterFilter filter) {
    boolean filtered = !filter.isOpen();
    if ((ids.isEmpty() ? 0 : 1) + (filtered ? 1 : 0) + (all ? 1 : 0) != 1) {
      throw new ParameterException(
          spec.commandLine(), "say which: ids, or filters such as --code, or --all");
    }
    if (reason == null && !dryRun) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--reason=TEXT'");
    }
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1, not " + limit);
    }
  }

  private List<DeadLetter> letters(LetterDesk desk, LetterFilter filter) throws StoreException {
    if (ids.isEmpty()) {
      return desk.list(filter, limit == null ? Integer.MAX_VALUE : limit);
    }
    List<DeadLetter> letters = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      letters.add(desk.letter(id));
    }
    return letters;
  }
}

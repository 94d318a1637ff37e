package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.review.DecisionForm;
import io.esync.jobs.review.Desk;
import io.esync.jobs.review.Outcome;
import io.esync.jobs.review.Review;
import io.esync.jobs.spec.bind.DurationText;
import io.esync.operators.merge.Decision.Action;
import io.esync.operators.model.RowJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code esync review decide}. */
@Command(
    name = "decide",
    description = {
      "Decides a review on what it shows at this moment.",
      "If a source says something newer before the pipeline reads the decision, it is refused, and"
          + " the review is open again with the newer value."
    })
final class ReviewDecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private ReviewCommand review;

  @Parameters(paramLabel = "ID", description = "Id of the review.")
  private String id;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  @Option(names = "--reviewer", required = true, paramLabel = "R", description = "Who decides.")
  private String reviewer;

  @Option(names = "--reason", paramLabel = "T", description = "Why, for the audit.")
  private String reason;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = Patience.class,
      description = "Wait so long, e.g. 30s, for the pipeline to take the decision.")
  private Duration patience;

  /** One of the five actions. */
  private static final class What {
    @Option(
        names = "--pick",
        paramLabel = "SOURCE",
        description = "Take what this source says, until a source says something newer.")
    private String pick;

    @Option(
        names = "--set",
        paramLabel = "VALUE",
        description =
            "Take this value, until a source says something newer: text as it is, null for NULL;"
                + " numbers, booleans, arrays and json as JSON.")
    private String set;

    @Option(
        names = "--pin",
        paramLabel = "VALUE",
        description = "Keep this value, whatever sources say, until it is unpinned.")
    private String pin;

    @Option(names = "--unpin", description = "Take back a pin.")
    private boolean unpin;

    @Option(
        names = "--ignore",
        description = "Let the field's rule decide, until a source says something newer.")
    private boolean ignore;
  }

  /** Durations as the pipeline file has them. */
  private static final class Patience implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return DurationText.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is no duration such as 30s"));
    }
  }

  @Override
  public Integer call() throws StoreException {
    Desk desk = review.desk();
    Review found = desk.review(id);
    Desk.Written written = desk.decide(found, form());
    PrintWriter out = spec.commandLine().getOut();
    ReviewText.line("decision", written.decisionId(), out);
    ReviewText.line("written", RowJson.text(written.row()), out);
    ReviewText.line("into", written.place(), out);
    out.flush();
    if (patience != null) {
      Outcome outcome = desk.await(found, written, patience);
      if (!outcome.taken()) {
        throw new CommandFailedException(outcome.text());
      }
      ReviewText.line("status", outcome.text(), out);
      out.flush();
    }
    return ExitCode.OK;
  }

  private DecisionForm form() {
    Action action = action();
    String value = what.set == null ? what.pin : what.set;
    return new DecisionForm(action, what.pick, value, reviewer, reason);
  }

  private Action action() {
    if (what.pick != null) {
      return Action.PICK;
    }
    if (what.set != null) {
      return Action.SET;
    }
    if (what.pin != null) {
      return Action.PIN;
    }
    if (what.unpin) {
      return Action.UNPIN;
    }
    if (what.ignore) {
      return Action.IGNORE;
    }
    throw new IllegalStateException("one of the options is given");
  }
}

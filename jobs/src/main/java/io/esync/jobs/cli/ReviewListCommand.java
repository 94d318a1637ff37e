package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.review.Review;
import io.esync.jobs.text.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code esync review list}. */
@Command(name = "list", description = "Lists reviews, the last touched first.")
final class ReviewListCommand implements Callable<Integer> {
  private static final int LONGEST = 60;

  /** Which reviews. */
  enum Wanted {
    OPEN,
    ALL
  }

  @Spec private CommandSpec spec;
  @ParentCommand private ReviewCommand review;

  @Option(names = "--entity", paramLabel = "E", description = "Only those of this entity.")
  private String entity;

  @Option(
      names = "--status",
      defaultValue = "open",
      paramLabel = "open|all",
      description = "Those that wait for a decision, or all (default: ${DEFAULT-VALUE}).")
  private Wanted status;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws StoreException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1, not " + limit);
    }
    List<Review> reviews = review.desk().list(entity, status == Wanted.OPEN, limit);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ReviewText.json(reviews, out);
    } else if (reviews.isEmpty()) {
      out.println(status == Wanted.OPEN ? "No review is open." : "There are no reviews.");
    } else {
      print(reviews, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(List<Review> reviews, PrintWriter out) {
    TextTable table = new TextTable("review", "entity", "key", "field", "status", "since", "says");
    for (Review each : reviews) {
      table.row(
          each.reviewId(),
          each.entity(),
          each.entityKey(),
          each.field(),
          each.status(),
          each.updatedAt(),
          shortened(each.open() ? rivals(each) : closed(each)));
    }
    table.print(out);
  }

  private static String rivals(Review review) {
    return review.rivals().stream()
        .map(rival -> rival.source() + " " + rival.value())
        .collect(Collectors.joining(", "));
  }

  private static String closed(Review review) {
    return review.reviewer() == null
        ? String.valueOf(review.shownValue())
        : review.action() + " by " + review.reviewer();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}

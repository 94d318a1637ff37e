package io.esync.jobs.cli;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.review.Desk;
import io.esync.jobs.review.Review;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code esync review show}. */
@Command(
    name = "show",
    description = "Shows all there is to see of a review, or of the reviews of an entity.")
final class ReviewShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private ReviewCommand review;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  /** One review, or those of an entity. */
  private static final class Which {
    @Parameters(paramLabel = "ID", description = "Id of the review.")
    private String id;

    @ArgGroup(exclusive = false)
    private Entity entity;
  }

  /** An entity by its key. */
  private static final class Entity {
    @Option(names = "--entity", required = true, paramLabel = "E", description = "The entity.")
    private String name;

    @Option(
        names = "--key",
        required = true,
        paramLabel = "K",
        description = "Its key: the value, or a JSON object of the key's fields.")
    private String key;

    @Option(names = "--field", paramLabel = "F", description = "Only this field.")
    private String field;
  }

  @Override
  public Integer call() throws StoreException {
    List<Review> reviews = find(review.desk());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ReviewText.json(reviews, out);
    } else {
      for (int i = 0; i < reviews.size(); i++) {
        if (i > 0) {
          out.println();
        }
        ReviewText.print(reviews.get(i), out);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private List<Review> find(Desk desk) throws StoreException {
    if (which.id != null) {
      return List.of(desk.review(which.id));
    }
    List<Review> found = desk.of(which.entity.name, which.entity.key, which.entity.field);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no review of " + which.entity.name + " " + which.entity.key);
    }
    return found;
  }
}
